import { base58Bytes, checksumLength, hasChecksum } from "./base58.ts";

/** A private key as wallets export it: its version, 32 bytes, a mark where its public key is compressed, a checksum. */
const lengths = [1 + 32, 1 + 32 + 1].map((length) => length + checksumLength);

/** Of Bitcoin itself, and of its test networks. */
const versions = [0x80, 0xef];

/** An extended private key of BIP 32, by its first letters: x of Bitcoin, y and z of its segwit forms, t, u and v of test networks. */
const extended = /\b[xyztuv]prv[1-9A-HJ-NP-Za-km-z]{100,}/;

/** Whether a private key of a Bitcoin wallet stands in a text, so that whoever reads it can spend. */
export function holdsWalletKey(text: string): boolean {
  return (
    extended.test(text) ||
    (
      text.match(/(?<![1-9A-HJ-NP-Za-km-z])[59KLc][1-9A-HJ-NP-Za-km-z]{50,51}(?![1-9A-HJ-NP-Za-km-z])/g) ?? []
    ).some(isWalletKey)
  );
}

function isWalletKey(word: string): boolean {
  const bytes = base58Bytes(word);
  return (
    bytes !== undefined &&
    lengths.includes(bytes.length) &&
    versions.includes(bytes[0] ?? 0) &&
    hasChecksum(bytes)
  );
}
