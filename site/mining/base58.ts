import { createHash } from "node:crypto";

const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

const written = /^[1-9A-HJ-NP-Za-km-z]+$/;

/** What base58 texts with a checksum end in. */
export const checksumLength = 4;

/** The bytes of a base58 text; undefined where it is none. */
export function base58Bytes(text: string): Buffer | undefined {
  if (!written.test(text)) return undefined;
  let number = 0n;
  for (const letter of text) number = number * 58n + BigInt(alphabet.indexOf(letter));
  const digits = number === 0n ? "" : number.toString(16);
  const leadingZeros = text.length - text.replace(/^1+/, "").length;
  return Buffer.concat([
    Buffer.alloc(leadingZeros),
    Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex"),
  ]);
}

/** Whether bytes end in the checksum of those before: the beginning of their double SHA-256. */
export function hasChecksum(bytes: Buffer): boolean {
  const end = bytes.length - checksumLength;
  const once = createHash("sha256").update(bytes.subarray(0, end)).digest();
  return createHash("sha256").update(once).digest().subarray(0, checksumLength).equals(bytes.subarray(end));
}
