import { base58Bytes, checksumLength, hasChecksum } from "./base58.ts";

/** Of a key's hash, of a script's: the first byte of an address in base58. Source: Bitcoin's chainparams.cpp, main network. */
const versions = [0x00, 0x05];
const hashLength = 20;

const bech32Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/** Human-readable part of the main network. */
const prefix = "bc";

/** What the checksum comes to: of version 0 (BIP 173), and of those after it (BIP 350). */
const bech32 = 1;
const bech32m = 0x2bc830a3;

/** Whether a text is an address of Bitcoin's main network: what it pays to is another question. */
export function isBitcoinAddress(text: string): boolean {
  return /^bc1/i.test(text) ? isSegwitAddress(text) : isBase58Address(text);
}

function isBase58Address(text: string): boolean {
  const bytes = base58Bytes(text);
  if (bytes?.length !== 1 + hashLength + checksumLength) return false;
  return versions.includes(bytes[0] ?? -1) && hasChecksum(bytes);
}

/** The version of the witness, its program in groups of five bits, and six more of them as a checksum. */
function isSegwitAddress(text: string): boolean {
  // Upper or lower case, not both.
  if (text !== text.toLowerCase() && text !== text.toUpperCase()) return false;
  const groups = [...text.toLowerCase().slice(prefix.length + 1)].map((letter) =>
    bech32Alphabet.indexOf(letter),
  );
  const [version = -1] = groups;
  const programBytes = Math.floor(((groups.length - 7) * 5) / 8);
  if (groups.includes(-1) || version > 16 || programBytes < 2 || programBytes > 40) return false;
  if (version === 0 && programBytes !== 20 && programBytes !== 32) return false;
  return checksum(groups) === (version === 0 ? bech32 : bech32m);
}

/** The polynomial of BIP 173, over the prefix as it is spread out there and the groups. */
function checksum(groups: readonly number[]): number {
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  const spread = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
  return [...spread, ...groups].reduce((sum, group) => {
    const top = sum >>> 25;
    return generator.reduce(
      (next, term, bit) => ((top >> bit) & 1 ? next ^ term : next),
      ((sum & 0x1ffffff) << 5) ^ group,
    );
  }, 1);
}
