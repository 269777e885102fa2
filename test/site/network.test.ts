import fc from "fast-check";
import { expect, test } from "vitest";
import { addressRange, cidrProblem, ipv4BlockSize, subBlock } from "../../site/network/cidr.ts";
import { identifierPool, lowestFree } from "../../site/network/identifier-pool.ts";

/** An address as a whole number, as the text that documents hold. */
function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

/** A valid block: an address with no host bits, and its length. */
const block = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 4, max: 32 }))
  .map(([address, length]) => {
    const size = 2 ** (32 - length);
    const first = Math.floor(address / size) * size;
    return { cidr: `${dotted(first)}/${length}`, first, size, length };
  });

test("A block has as many addresses as its length leaves, from the first to the last", () => {
  fc.assert(
    fc.property(block, ({ cidr, first, size }) => {
      expect(ipv4BlockSize(cidr)).toBe(size);
      expect(cidrProblem(cidr)).toBeUndefined();
      expect(addressRange(cidr)).toEqual({ first, last: first + size - 1 });
    }),
  );
});

test.each([
  "10.10.0.1/20",
  "10.10.0.0",
  "10.10.0.0/33",
  "10.10.0/24",
  "256.0.0.0/8",
  "010.10.0.0/20",
  "10.10.0.0/020",
  "fd00::/8",
  "10.10.0.0/20 ",
  "",
])("%o is not an IPv4 block", (text) => {
  expect(ipv4BlockSize(text)).toBeUndefined();
  expect(cidrProblem(text)).toBe(
    `"${text}" is not an IPv4 block: write network address and length, such as 10.10.0.0/20, with no host bits set`,
  );
});

test("The blocks within a block are apart, adjoin each other, and fill it", () => {
  fc.assert(
    fc.property(block, fc.nat(6), ({ cidr, first, size, length }, longer) => {
      const inner = Math.min(32, length + longer);
      const count = 2 ** (inner - length);
      const blocks = Array.from({ length: count }, (_, index) => subBlock(cidr, inner, index) ?? "none");
      const ranges = blocks.map(addressRange);
      expect(ranges[0]?.first).toBe(first);
      expect(ranges.at(-1)?.last).toBe(first + size - 1);
      for (const [index, range] of ranges.entries()) {
        expect(range.first).toBe(index === 0 ? first : (ranges[index - 1]?.last ?? 0) + 1);
      }
      expect(subBlock(cidr, inner, count)).toBeUndefined();
    }),
  );
});

test("No block lies within a smaller one", () => {
  expect(subBlock("10.0.0.0/24", 23, 0)).toBeUndefined();
  expect(subBlock("10.0.0.0/24", 24, 0)).toBe("10.0.0.0/24");
  expect(subBlock("not a block", 24, 0)).toBeUndefined();
});

test("A range of identifiers reads in decimal and in hexadecimal", () => {
  expect(identifierPool("51000-55999")).toEqual({ first: 51000, last: 55999 });
  expect(identifierPool("0x0001 - 0x7ffe")).toEqual({ first: 1, last: 0x7ffe });
});

test("The lowest identifier that nobody has is taken, and none beyond the pool", () => {
  expect(lowestFree({ first: 5, last: 7 }, new Set([5, 7]))).toBe(6);
  expect(lowestFree({ first: 5, last: 7 }, new Set([5, 6, 7]))).toBeUndefined();
  fc.assert(
    fc.property(fc.nat(50), fc.nat(20), fc.array(fc.nat(80)), (first, length, list) => {
      const taken = new Set(list);
      const pool = Array.from({ length: length + 1 }, (_, index) => first + index);
      expect(lowestFree({ first, last: first + length }, taken)).toBe(pool.find((id) => !taken.has(id)));
    }),
  );
});
