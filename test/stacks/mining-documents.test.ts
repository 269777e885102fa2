import { join } from "node:path";
import { parse as parseCsv } from "csv-parse/sync";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { miningDocuments } from "../../stacks/mining-documents.ts";
import { synthesize } from "../../stacks/synthesize.ts";
import { smallSite, writeSmallSite } from "../load/small-site.ts";
import { filesIn, temporaryFolder } from "../support/examples.ts";
import { mine, miners, siteOf, siteWith, type ZoneInput } from "../support/sites.ts";

type Mining = NonNullable<ZoneInput["mining"]>;

/** Miners whose proxy is at an address of its own, and who are themselves found one by one. */
function found(vlan: number, change: Partial<Mining> = {}): Mining {
  const mining = miners(vlan, 5);
  return {
    ...mining,
    asics: mining.asics.map((group) => ({
      ...group,
      addresses: { first: `10.${vlan}.0.254`, perRack: 2 },
    })),
    proxy: { ...mining.proxy, address: `10.9.0.${vlan}` },
    ...change,
  };
}

function documents(zones: readonly ZoneInput[], change: Partial<SiteInput> = {}) {
  return miningDocuments(siteOf(siteWith(zones, change)));
}

function read(files: ReadonlyMap<string, string>, file: string): string {
  return files.get(file) ?? expect.fail(`no ${file} among ${[...files.keys()].join(", ")}`);
}

test("A zone's miners are given its proxy and then two pools, and the record says so", () => {
  const files = documents([mine("pit", 7, { mining: found(7) })]);
  expect([...files.keys()]).toEqual([
    "mining/pit/zone.yaml",
    "mining/pit/rows.set-miner-conf.json",
    "mining/pit/rows.workers.csv",
    "mining/ranges.toml",
    "mining/prometheus-asic.env",
  ]);
  const { pools } = JSON.parse(read(files, "mining/pit/rows.set-miner-conf.json"));
  expect(pools).toEqual([
    { url: "stratum+tcp://10.9.0.7:3333", user: "pit", pass: "x" },
    { url: "stratum+tcp://one.example.com:3333", user: "test.pit", pass: "x" },
    { url: "stratum+tcp://two.example.com:3333", user: "test.pit", pass: "x" },
  ]);
  expect(load(read(files, "mining/pit/zone.yaml"))).toEqual({
    version: 1,
    site: "test-site",
    zone: "pit",
    state: "mining",
    hashrate: "own",
    proxy: "stratum+tcp://10.9.0.7:3333",
    asics: [
      {
        name: "rows",
        model: "antminer-s21-pro",
        count: 5,
        firmware: "stock",
        pause: { support: "yes", source: "asic-rs, supported devices", verified: false },
        powerLimit: { support: "no", source: "asic-rs, supported devices", verified: false },
        files: ["rows.set-miner-conf.json", "rows.workers.csv"],
        groups: [
          {
            name: "pit",
            quota: 1,
            pools: pools.map(({ url, user }: { url: string; user: string }) => ({ url, user })),
          },
        ],
      },
    ],
  });
});

test("Each miner has its rack, its worker and its users", () => {
  const files = documents([mine("pit", 7, { mining: found(7) })]);
  const rows: Record<string, string>[] = parseCsv(read(files, "mining/pit/rows.workers.csv"), {
    columns: true,
  });
  expect(rows.map(({ address, rack, worker }) => [address, rack, worker])).toEqual([
    ["10.7.0.254", "r1", "pit.0x254"],
    ["10.7.0.255", "r1", "pit.0x255"],
    ["10.7.1.0", "r2", "pit.1x0"],
    ["10.7.1.1", "r2", "pit.1x1"],
    ["10.7.1.2", "r3", "pit.1x2"],
  ]);
  expect(rows[0]).toMatchObject({ user_1: "pit.0x254", user_2: "test.pit.0x254", user_3: "test.pit.0x254" });
});

test("While a zone is drained its miners are pointed past the proxy, to pools alone", () => {
  const states: ZoneInput["states"] = [
    { state: "mining", from: "2024-01-01" },
    { state: "draining", from: "2026-01-01" },
  ];
  const mining = found(7);
  const luxos = { ...mining, asics: mining.asics.map((group) => ({ ...group, firmware: "luxos" as const })) };
  const files = documents([mine("pit", 7, { mining, states }), mine("den", 8, { mining: found(8), states })]);
  expect(JSON.parse(read(files, "mining/pit/rows.set-miner-conf.json"))).toEqual({
    pools: [
      { url: "stratum+tcp://one.example.com:3333", user: "test.pit", pass: "x" },
      { url: "stratum+tcp://two.example.com:3333", user: "test.pit", pass: "x" },
      { url: "", user: "", pass: "" },
    ],
  });
  expect(read(files, "mining/pit/zone.yaml")).toContain("state: draining\n");
  const inGroups = documents([mine("pit", 7, { mining: luxos, states })], {
    poolSets: [
      {
        name: "pools",
        groups: ["one", "two"].map((name, index) => ({
          name,
          share: index === 0 ? "60 %" : "40 %",
          pools: [{ url: `stratum+tcp://${name}.example.com:3333`, user: "test.{zone}" }],
        })),
      },
    ],
  });
  expect(read(inGroups, "mining/pit/rows.luxos.json")).not.toContain("10.9.0.7");
  expect(JSON.parse(read(inGroups, "mining/pit/rows.luxos.json")).slice(0, 2)).toEqual([
    { command: "groupquota", parameter: "0,3" },
    { command: "addgroup", parameter: "two,2" },
  ]);
});

test("Where the document does not say where the proxy is, no miner is configured, and scanners still find all", () => {
  const files = documents([mine("pit", 7), mine("den", 8, { mining: found(8) })]);
  expect([...files.keys()].filter((file) => file.startsWith("mining/pit/"))).toEqual([]);
  expect([...files.keys()]).toContain("mining/den/zone.yaml");
  expect(read(files, "mining/prometheus-asic.env")).toBe(
    "ASIC_NETWORKS=pit.rows:10.7.0.0/16,den.rows:10.8.0.0/16\n",
  );
});

test("A customer's hashrate is told from the operator's own", () => {
  const files = documents([mine("pit", 7, { mining: found(7, { owner: "acme" }) })], {
    hashrateOwners: [{ name: "acme" }],
    poolSets: [
      {
        name: "pools",
        owner: "acme",
        groups: [
          {
            name: "main",
            pools: ["one", "two"].map((host) => ({
              url: `stratum+tcp://${host}.example.com:3333`,
              user: "acme.{zone}",
            })),
          },
        ],
      },
    ],
  });
  expect(load(read(files, "mining/pit/zone.yaml"))).toMatchObject({ hashrate: "hosted", owner: "acme" });
});

test("Pools over TLS go to miners alone, and are marked as nobody's promise; Secrets are named in the record only", () => {
  const pool = (host: string, scheme: string) => ({
    url: `${scheme}://${host}.example.com:443`,
    user: "test",
  });
  const files = documents([mine("pit", 7, { mining: found(7) })], {
    poolSets: [
      {
        name: "pools",
        fallback: "beside",
        groups: [{ name: "main", pools: ["one", "two"].map((host) => pool(host, "stratum+tcp")) }],
      },
      {
        name: "beside",
        groups: [
          {
            name: "main",
            pools: [
              { ...pool("three", "stratum+ssl"), passwordSecret: { name: "pool-three" } },
              pool("four", "stratum+tcp"),
            ],
          },
        ],
      },
    ],
  });
  expect(load(read(files, "mining/pit/zone.yaml"))).toMatchObject({
    asics: [
      {
        groups: [
          {
            pools: [
              {},
              {
                url: "stratum+ssl://three.example.com:443",
                passwordSecret: { name: "pool-three", key: "password" },
              },
              { url: "stratum+tcp://four.example.com:443" },
            ],
          },
        ],
        unverified: [
          "whether this firmware takes stratum+ssl://three.example.com:443, which is Stratum over TLS",
        ],
      },
    ],
  });
  expect(read(files, "mining/pit/rows.set-miner-conf.json")).not.toContain("pool-three");
});

test("Converting a zone leaves the miners' files of the others as they were, to the byte", () => {
  const later: ZoneInput["states"] = [
    { state: "mining", from: "2024-01-01" },
    { state: "draining", from: "2025-11-01" },
    { state: "stripped", from: "2025-12-01" },
  ];
  const zones = (states?: ZoneInput["states"]) => [
    mine("pit", 7, { mining: found(7) }),
    mine("den", 8, { mining: found(8), ...(states && { states }) }),
  ];
  const [before, after] = [documents(zones()), documents(zones(later))];
  const kept = [...after].filter(([file]) => file.startsWith("mining/pit/"));
  expect(kept.length).toBeGreaterThan(2);
  for (const [file, text] of kept) expect(before.get(file), file).toBe(text);
  expect([...before.keys()].filter((file) => !after.has(file))).toEqual(
    [...before.keys()].filter((file) => file.startsWith("mining/den/")),
  );
  expect(read(after, "mining/ranges.toml")).not.toContain("den");
});

test("With nothing mining there is nothing to configure or to scan", () => {
  expect(documents([mine("pit", 7, { states: [{ state: "mining", from: "2027-01-01" }] })])).toEqual(
    new Map(),
  );
});

test("A synthesis writes them, and takes them away again when miners are not configured any more", () => {
  const folder = temporaryFolder();
  const [site, output] = [join(folder, "site"), join(folder, "out")];
  const proxy = "serviceNodes: edge";
  const ofGroups = () => [...filesIn(output).keys()].filter((file) => /^mining\/pit-\d\/rows\./.test(file));
  const text = smallSite["site.yaml"] ?? "";
  writeSmallSite(site, { ...smallSite, "site.yaml": text.replace(proxy, `${proxy}, address: 10.9.0.2`) });
  synthesize(site, output);
  expect(ofGroups()).toEqual(["mining/pit-1/rows.set-miner-conf.json"]);
  writeSmallSite(site);
  synthesize(site, output);
  expect(ofGroups()).toEqual([]);
  expect(filesIn(output).get("mining/ranges.toml")).toContain('pit-1 = [ "10.10.0.*"');
});
