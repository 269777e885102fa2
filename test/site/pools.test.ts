import fc from "fast-check";
import { expect, test } from "vitest";
import { kindOfKey } from "../../site/mining/authority-key.ts";
import { firmwareCapabilities, firmwareThatCan } from "../../site/mining/firmware.ts";
import { addressesProblem, minerPlaces } from "../../site/mining/miner-address.ts";
import { directSet, minerPools } from "../../site/mining/miner-pools.ts";
import { parsePoolUrl } from "../../site/mining/pool-url.ts";
import { accountOf, filledUser, userOfWorker, userProblem } from "../../site/mining/pool-user.ts";
import { proxyUrl } from "../../site/mining/proxy-address.ts";
import { scanRanges } from "../../site/mining/scan-ranges.ts";
import { millionths, quotasOf, sharesProblem } from "../../site/mining/shares.ts";
import { templateProblem, workerNames, workerNamesProblem } from "../../site/mining/worker-name.ts";
import { asicGroup, firmwares, poolSet } from "../../site/schema/mining.ts";
import { Percentage } from "../../site/units/index.ts";

const key = "9awtMD5KQgvRUh2yFbjVeT7b6hjipWcAsQHd6wEhgtDT9soosna";
const names = { site: "ridge", zone: "pit" };

test("A pool may be given by an IPv6 address, and reached over TLS", () => {
  expect(parsePoolUrl("stratum+ssl://[2001:db8::7]:443")).toEqual({
    value: { scheme: "stratum+ssl", host: "2001:db8::7", port: 443, authorityKey: undefined },
  });
  expect(parsePoolUrl(`stratum2+tcp://[2001:db8::7]:3336/${key}`)).toMatchObject({
    value: { scheme: "stratum2+tcp", host: "2001:db8::7", authorityKey: key },
  });
  expect(parsePoolUrl("stratum+tcp://2001:db8::7:3333")).toHaveProperty("problem");
});

test("Public keys of pools are told from secret ones, from misspelt ones and from other texts", () => {
  expect(kindOfKey(key)).toBe("public");
  expect(kindOfKey("9anrRNhBh7869XtNnFcCuGBRZP51E635qGbu457J5kHdszhfRc3")).toBe("public");
  expect(kindOfKey("u95GEReVMjK6k5YqiSFNqqTnKU4ypU2Wm8awa6tmbmDmk1bWt")).toBe("secret");
  expect(kindOfKey("mkDLTBBRxdBv998612qipDYoTK3YUrqLe8uWw7gu3iXbSrn2n")).toBe("published");
  expect(kindOfKey("9auqWEzQDVyd2oe1JVGFLMLHZtCo2FFqZwtKA5gd9xbuEu7PH72")).toBe("published");
  expect(kindOfKey(`1${key}`)).toBe("none");
  expect(kindOfKey("")).toBe("none");
});

test("No key with one letter changed is taken for a public one", () => {
  const letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  fc.assert(
    fc.property(fc.nat(key.length - 1), fc.nat(letters.length - 1), (at, letter) => {
      const changed = key.slice(0, at) + letters[letter] + key.slice(at + 1);
      expect(kindOfKey(changed) === "public").toBe(changed === key);
    }),
  );
});

test.each([
  ["iren.{zone}", "iren", "iren.w1"],
  ["iren", "iren", "iren.w1"],
  ["bc1qexample.{zone}.x", "bc1qexample", "bc1qexample.w1"],
  ["sri/solo/bc1qexample/{zone}", "sri/solo/bc1qexample", "sri/solo/bc1qexample/w1"],
  ["sri/donate/5/bc1qexample/x", "sri/donate/5/bc1qexample", "sri/donate/5/bc1qexample/w1"],
  ["sri/donate/{zone}", "sri/donate", "sri/donate/w1"],
])("Of user %s the account is %s, and a worker of it %s", (user, account, worker) => {
  expect(userProblem(user)).toBeUndefined();
  expect(accountOf(user)).toBe(account);
  expect(userOfWorker(user, "w1")).toBe(worker);
});

test("A user's placeholders are filled in, in each place", () => {
  expect(filledUser("{site}.{zone}-{zone}", names)).toBe("ridge.pit-pit");
});

test.each([
  "ridge.5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ",
  "ridge.mkDLTBBRxdBv998612qipDYoTK3YUrqLe8uWw7gu3iXbSrn2n",
  "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
])("A user of a key, such as %s, is refused without its being repeated", (user) => {
  expect(userProblem(user)).toMatch(/^the user holds what looks like a key/);
});

const share = fc.integer({ min: 1, max: 999_999 });

test("Quotas made of fixed shares stand in their ratio, and are the smallest whole numbers that do", () => {
  const decimals = (parts: number) => Percentage.percent(parts / 10_000);
  fc.assert(
    fc.property(fc.array(share, { minLength: 1, maxLength: 6 }), (weights) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      // Largest remainders are of no matter here: the last takes what is left.
      const parts = weights.map((weight) => Math.floor((weight * 1_000_000) / total));
      const rest = 1_000_000 - parts.reduce((sum, part) => sum + part, 0);
      parts[parts.length - 1] = (parts.at(-1) ?? 0) + rest;
      const groups = parts.map((part) => ({ share: decimals(part) }));
      fc.pre(parts.every((part) => part > 0));
      expect(sharesProblem(groups)).toBeUndefined();
      const quotas = quotasOf(groups);
      const sum = quotas.reduce((all, quota) => all + quota, 0);
      for (const [index, quota] of quotas.entries()) {
        expect(Number.isInteger(quota) && quota >= 1).toBe(true);
        expect(quota * 1_000_000).toBe((parts[index] ?? 0) * sum);
      }
      const common = (divisor: number) => quotas.every((quota) => quota % divisor === 0);
      expect([2, 3, 5, 7].some(common)).toBe(false);
    }),
  );
});

test("Shares are counted as they are written, not as binary fractions", () => {
  const shares = ["33.3", "33.3", "33.4"].map((value) => ({ share: Percentage.percent(Number(value)) }));
  expect(sharesProblem(shares)).toBeUndefined();
  expect(quotasOf(shares)).toEqual([333, 333, 334]);
  expect(millionths(Percentage.percent(0.0001))).toBe(1);
  expect(quotasOf([{ quota: 4 }, {}, { quota: 2 }])).toEqual([4, 1, 2]);
});

test("A worker is named after its place", () => {
  const place = { ...names, rack: "r12", address: "10.32.4.200" };
  expect(workerNames("{zone}.{octet3}x{octet4}")(place)).toBe("pit.4x200");
  expect(workerNames("{site}_{rack}-{octet1}.{octet2}")(place)).toBe("ridge_r12-10.32");
});

test("Miners told apart by their last two octets have names of their own, down to the last of a network", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4000 }), fc.integer({ min: 1, max: 60 }), (count, perRack) => {
      const group = asicGroup.parse({
        name: "rows",
        model: "antminer-s21",
        count,
        firmware: "stock",
        addresses: { first: "10.32.0.10", perRack },
        network: { vlan: 7, cidr: "10.32.0.0/20" },
      });
      expect(addressesProblem(group)).toBeUndefined();
      const places = minerPlaces(group).map((place) => ({ ...names, ...place }));
      expect(places).toHaveLength(count);
      expect(new Set(places.map(({ rack }) => rack)).size).toBe(Math.ceil(count / perRack));
      expect(workerNamesProblem("{zone}.{octet3}x{octet4}", places)).toBeUndefined();
      const ambiguous = workerNamesProblem("{zone}.{rack}", places);
      expect(ambiguous === undefined).toBe(perRack === 1 || count === 1);
    }),
    { numRuns: 30 },
  );
});

test("A template's unknown placeholder comes with the nearest", () => {
  expect(templateProblem("{zone}.{octet3}x{octet4}")).toBeUndefined();
  expect(templateProblem("{zone}.{racks}")).toBe('"{zone}.{racks}" has {racks}: did you mean "rack"?');
  expect(templateProblem("{zone")).toContain('has "{" in it');
});

/** Every address that a scanner's ranges name. */
function addressesIn(ranges: readonly string[]): string[] {
  return ranges.flatMap((range) =>
    range.endsWith(".*") ? Array.from({ length: 256 }, (_, last) => range.replace("*", String(last))) : range,
  );
}

test("A scanner's ranges are the network, no address more or less", () => {
  fc.assert(
    fc.property(fc.integer({ min: 16, max: 32 }), fc.nat(2 ** 16 - 1), (length, at) => {
      const size = 2 ** (32 - length);
      const first = 10 * 2 ** 24 + Math.floor((at * 256) / size) * size;
      const text = (number: number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join(".");
      const expected = Array.from({ length: size }, (_, index) => text(first + index));
      expect(addressesIn(scanRanges(`${text(first)}/${length}`))).toEqual(expected);
    }),
    { numRuns: 40 },
  );
  expect(scanRanges("10.32.0.0/20")).toHaveLength(16);
});

const url = (host: string) => `stratum+tcp://${host}.example:3333`;
const splitInput = {
  name: "split",
  groups: [
    {
      name: "main",
      share: "75 %",
      pools: [
        { url: url("a.one"), user: "ridge.{zone}", passwordSecret: { name: "pool-one" } },
        { url: url("A.one").replace("3333", "443"), user: "ridge.{zone}" },
        { url: `stratum2+tcp://v2.two.example:3336/${key}`, user: "ridge" },
      ],
    },
    {
      name: "second",
      share: "25 %",
      pools: [
        { url: url("b.three"), user: "ridge" },
        { url: url("b.four"), user: "ridge" },
      ],
    },
  ],
};
const split = poolSet.parse(splitInput);

test("Behind a proxy a miner is given the proxy, then two providers that it speaks to", () => {
  const groups = (firmware: "stock" | "braiins-os") =>
    minerPools({ names, firmware, proxyUrl: "stratum+tcp://10.9.0.2:3333", direct: split });
  expect(groups("stock")).toEqual([
    {
      name: "pit",
      quota: 1,
      pools: [
        { url: "stratum+tcp://10.9.0.2:3333", user: "pit" },
        { url: url("a.one"), user: "ridge.pit", passwordSecret: { name: "pool-one", key: "password" } },
        { url: url("b.three"), user: "ridge" },
      ],
    },
  ]);
  expect(groups("braiins-os")[0]?.pools.map(({ url }) => url)).toEqual([
    "stratum+tcp://10.9.0.2:3333",
    url("a.one"),
    `stratum2+tcp://v2.two.example:3336/${key}`,
  ]);
});

test("Without a proxy a miner is given the pools, in groups where its firmware has them", () => {
  const groups = (firmware: "stock" | "luxos" | "braiins-os") =>
    minerPools({ names, firmware, proxyUrl: undefined, direct: split });
  expect(groups("stock").map(({ pools }) => pools.map(({ url }) => url))).toEqual([
    [url("a.one"), url("b.three"), url("b.four")],
  ]);
  expect(groups("luxos").map(({ name, quota, pools }) => [name, quota, pools.length])).toEqual([
    ["main", 3, 2],
    ["second", 1, 2],
  ]);
  expect(groups("braiins-os").map(({ share, pools }) => [String(share), pools.length])).toEqual([
    ["75 %", 3],
    ["25 %", 2],
  ]);
});

test("A group that the firmware speaks to no pool of is left out, and shares of the rest become quotas", () => {
  const pools = [{ url: `stratum2+tcp://v2.two.example:3336/${key}`, user: "ridge" }];
  const direct = poolSet.parse({
    ...splitInput,
    groups: [...splitInput.groups, { name: "third", share: "10 %", pools }],
  });
  const groups = minerPools({ names, firmware: "luxos", proxyUrl: undefined, direct });
  expect(groups.map(({ name, share }) => [name, share])).toEqual([
    ["main", undefined],
    ["second", undefined],
  ]);
});

test("A pool set's fallback is what miners are given directly", () => {
  const other = { ...split, name: "other" };
  expect(directSet({ ...split, fallback: "other" }, [split, other])).toBe(other);
  expect(directSet(split, [other])).toBe(split);
});

test("Miners reach a proxy where its kind listens, unless the document gives a port", () => {
  const at = { serviceNodes: "edge", address: "10.9.0.2" };
  expect(proxyUrl({ ...at, kind: "farm-proxy" })).toBe("stratum+tcp://10.9.0.2:3333");
  expect(proxyUrl({ ...at, kind: "sv2-translator" })).toBe("stratum+tcp://10.9.0.2:34255");
  expect(proxyUrl({ ...at, kind: "sv2-translator", port: 4000 })).toBe("stratum+tcp://10.9.0.2:4000");
  expect(proxyUrl({ serviceNodes: "edge", kind: "farm-proxy" })).toBeUndefined();
});

test("Every firmware that a document may name has capabilities, and each that is known has a source", () => {
  expect(Object.keys(firmwareCapabilities)).toEqual([...firmwares]);
  for (const { title: _, ...stated } of Object.values(firmwareCapabilities)) {
    for (const { value, source } of Object.values(stated))
      expect(source === undefined).toBe(value === "unknown");
  }
  expect(firmwareThatCan("groups")).toEqual(["braiins-os", "luxos"]);
  expect(firmwareThatCan("fixedShare")).toEqual(["braiins-os"]);
  expect(firmwareThatCan("stratumV2")).toEqual(["braiins-os"]);
});
