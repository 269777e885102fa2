import fc from "fast-check";
import { expect, test } from "vitest";
import { isBitcoinAddress } from "../../site/mining/bitcoin-address.ts";

/** Of the main network, from BIP 173, BIP 350 and Bitcoin's documentation. */
const addresses = [
  "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
  "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
  "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
  "BC1SW50QGDZ25J",
  "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs",
  "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
  "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
  "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
];

test.each(addresses)("%s is an address of Bitcoin", (address) => {
  expect(isBitcoinAddress(address)).toBe(true);
});

test.each([
  ["of the test network", "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx"],
  ["of the test network in base58", "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn"],
  ["in both cases", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3T4"],
  [
    "of version 1 with the checksum of version 0",
    "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
  ],
  [
    "of version 0 with the checksum of version 1",
    "BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL",
  ],
  ["of version 0 and no length that it has", "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P"],
  ["that is a private key", "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"],
  ["of nothing", ""],
  ["of a prefix alone", "bc1"],
])("An address %s is none", (_, text) => {
  expect(isBitcoinAddress(text)).toBe(false);
});

test("No address is one still with one of its letters changed", () => {
  const letters = [..."023456789acdefghjklmnpqrstuvwxyz"];
  fc.assert(
    fc.property(
      fc.constantFrom(...addresses),
      fc.nat(),
      fc.constantFrom(...letters),
      (address, at, letter) => {
        const index = 1 + (at % (address.length - 1));
        const changed = address.slice(0, index) + letter + address.slice(index + 1);
        fc.pre(changed.toLowerCase() !== address.toLowerCase());
        expect(isBitcoinAddress(changed)).toBe(false);
      },
    ),
  );
});
