import { base58Bytes, hasChecksum } from "./base58.ts";

/**
 * Keys of the Stratum V2 reference implementation, published in both halves: whoever listens in between can pose as a
 * pool that has them. Source: the example configurations of sv2-apps.
 */
const publishedKeys = new Set([
  "9auqWEzQDVyd2oe1JVGFLMLHZtCo2FFqZwtKA5gd9xbuEu7PH72",
  "mkDLTBBRxdBv998612qipDYoTK3YUrqLe8uWw7gu3iXbSrn2n",
]);

/** A public key is its version (0x0001, low byte first), 32 bytes and a checksum; a secret one lacks the version. */
const publicLength = 38;
const secretLength = 36;

/** Longer ones are neither, and not worth their arithmetic. */
const longestText = 60;

/**
 * What a text in the place of a pool's authority key is: base58 with a checksum, as the reference implementation writes
 * keys.
 */
export function kindOfKey(text: string): "public" | "published" | "secret" | "misspelt" | "none" {
  if (publishedKeys.has(text)) return "published";
  const bytes = text.length > longestText ? undefined : base58Bytes(text);
  if (bytes === undefined) return "none";
  if (bytes.length === secretLength && hasChecksum(bytes)) return "secret";
  if (bytes.length !== publicLength || bytes[0] !== 1 || bytes[1] !== 0) return "none";
  return hasChecksum(bytes) ? "public" : "misspelt";
}
