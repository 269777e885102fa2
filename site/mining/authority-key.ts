import { createHash } from "node:crypto";

/**
 * Keys of the Stratum V2 reference implementation, published in both halves: whoever listens in between can pose as a
 * pool that has them. Source: the example configurations of sv2-apps.
 */
const publishedKeys = new Set([
  "9auqWEzQDVyd2oe1JVGFLMLHZtCo2FFqZwtKA5gd9xbuEu7PH72",
  "mkDLTBBRxdBv998612qipDYoTK3YUrqLe8uWw7gu3iXbSrn2n",
]);

const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** A public key is its version (0x0001, low byte first), 32 bytes and a checksum; a secret one lacks the version. */
const publicLength = 38;
const secretLength = 36;
const checksumLength = 4;

/**
 * What a text in the place of a pool's authority key is: base58 with a checksum, as the reference implementation writes
 * keys.
 */
export function kindOfKey(text: string): "public" | "published" | "secret" | "misspelt" | "none" {
  if (publishedKeys.has(text)) return "published";
  if (!/^[1-9A-HJ-NP-Za-km-z]{40,60}$/.test(text)) return "none";
  const bytes = decoded(text);
  if (bytes.length === secretLength && hasChecksum(bytes)) return "secret";
  if (bytes.length !== publicLength || bytes[0] !== 1 || bytes[1] !== 0) return "none";
  return hasChecksum(bytes) ? "public" : "misspelt";
}

function decoded(text: string): Buffer {
  let number = 0n;
  for (const letter of text) number = number * 58n + BigInt(alphabet.indexOf(letter));
  const digits = number.toString(16);
  const leadingZeros = text.length - text.replace(/^1+/, "").length;
  return Buffer.concat([
    Buffer.alloc(leadingZeros),
    Buffer.from(digits.padStart(digits.length + (digits.length % 2), "0"), "hex"),
  ]);
}

function hasChecksum(bytes: Buffer): boolean {
  const end = bytes.length - checksumLength;
  const once = createHash("sha256").update(bytes.subarray(0, end)).digest();
  return createHash("sha256").update(once).digest().subarray(0, checksumLength).equals(bytes.subarray(end));
}
