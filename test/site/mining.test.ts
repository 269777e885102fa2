import fc from "fast-check";
import { expect, test } from "vitest";
import { catalog } from "../../site/catalog/catalog.ts";
import { checkDocuments } from "../../site/checks/index.ts";
import { extendedCatalog } from "../../site/load/load-site.ts";
import { fleetOf, noFleet } from "../../site/mining/fleet.ts";
import { parsePoolUrl } from "../../site/mining/pool-url.ts";
import { type SiteInput, siteDocument } from "../../site/schema/site-document.ts";
import { mine, miners, siteOf, siteWith } from "../support/sites.ts";

const key = "9awtMD5KQgvRUh2yFbjVeT7b6hjipWcAsQHd6wEhgtDT9soosna";

function findings(input: SiteInput): string[] {
  const site = siteDocument.parse(input);
  return checkDocuments({ site, tenants: [], catalog: extendedCatalog(site) }).map(({ message }) => message);
}

function problem(url: string): string {
  const parsed = parsePoolUrl(url);
  return "problem" in parsed ? parsed.problem : "accepted";
}

test("A fleet is the sum of its groups, and draws its overhead besides", () => {
  const { asics, ...rest } = miners(7, 2000);
  const [first] = asics;
  const site = siteOf(
    siteWith([
      mine("m", 7, {
        mining: {
          ...rest,
          asics: [
            ...asics,
            {
              ...(first ?? expect.fail("no group")),
              name: "hydro",
              model: "antminer-s21-xp-hyd",
              count: 500,
              network: { vlan: 8, cidr: "10.8.0.0/16" },
            },
          ],
        },
      }),
    ]),
  );
  const fleet = fleetOf(site.zone("m"), (name) => site.minerModel(name));
  expect(fleet.miners).toBe(2500);
  // 2,000 × 3,510 W + 500 × 5,676 W = 9.858 MW; × 1.05 = 10.3509 MW
  expect(fleet.nameplate.watts).toBe(9_858_000);
  expect(fleet.gross.megawatts).toBeCloseTo(10.3509, 9);
  // 2,000 × 234 TH/s + 500 × 473 TH/s = 704.5 PH/s
  expect(fleet.hashrate.petahashes).toBeCloseTo(704.5, 9);
});

test("A zone without a mining block has no fleet", () => {
  const site = siteOf(siteWith([mine("m", 7)]));
  const { mining, ...zone } = site.zone("m");
  expect(mining).toBeDefined();
  expect(fleetOf(zone, (name) => site.minerModel(name))).toBe(noFleet);
});

test.each([
  ["stratum+tcp://btc.example.com:3333", "stratum+tcp", undefined],
  ["stratum+tcp://192.0.2.7:443", "stratum+tcp", undefined],
  [`stratum2+tcp://pool.example.com:3336/${key}`, "stratum2+tcp", key],
] as const)("A pool is reached at %s", (url, scheme, authorityKey) => {
  expect(parsePoolUrl(url)).toEqual({
    value: { scheme, host: new URL(url).hostname, port: Number(new URL(url).port), authorityKey },
  });
});

test.each([
  ["http://pool.example.com:80", /is not a pool URL: write stratum\+tcp:/],
  ["pool.example.com:3333", /is not a pool URL/],
  [
    "stratum+tcp://pool.example.com",
    /has no port: write it out, such as stratum\+tcp:\/\/pool\.example\.com:3333$/,
  ],
  ["stratum+tcp://pool.example.com:0", /has no port/],
  ["stratum+tcp://pool.example.com:70000", /has no port/],
  ["stratum+tcp://proxy:3333", /names the host "proxy": use a full domain name or an address/],
  ["stratum+tcp://pool.example.com:3333/worker", /has a path, which Stratum V1 does not know/],
  ["stratum2+tcp://pool.example.com:3333", /lacks the pool's authority key/],
  ["stratum2+tcp://pool.example.com:3333/short", /lacks the pool's authority key/],
  [`stratum2+tcp://pool.example.com:3333/${key.replace("a", "0")}`, /lacks the pool's authority key/],
  [
    "stratum2+tcp://pool.example.com:3333/9auqWEzQDVyd2oe1JVGFLMLHZtCo2FFqZwtKA5gd9xbuEu7PH72",
    /uses a test key whose secret half is public/,
  ],
  ["stratum+tcp://user:secret@pool.example.com:3333", /is not a pool URL|host/],
])("A pool is not reached at %s", (url, expected) => {
  expect(problem(url)).toMatch(expected);
});

test.each([
  "stratum2+tcp://pool.example.com/hunter2",
  "stratum2+tcp://pool/hunter2",
  "stratum+tcp://pool.example.com:3333/hunter2",
  "stratum+tcp://pool.example.com:3333/a/hunter2",
  "stratum+tcp://pool.example.com:3333?password=hunter2",
  "stratum+tcp://pool.example.com:3333 hunter2",
  "acme:hunter2@pool.example.com:3333",
])("What may be a secret in %s is not repeated", (url) => {
  expect(problem(url)).toMatch(/pool|before its host/);
  expect(problem(url)).not.toContain("hunter2");
});

test("No text makes the pool parser do anything but accept or explain", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl()), (text) => {
      const parsed = parsePoolUrl(text);
      if ("problem" in parsed) expect(parsed.problem).not.toBe("");
      else expect(parsed.value.port).toBeGreaterThan(0);
    }),
  );
});

test.each([...catalog().minerModels.values()].map((model) => [model.name, model] as const))(
  "Power, hashrate and efficiency of the %s agree within 2 %",
  (_name, model) => {
    const implied = model.hashrate.value.terahashes * model.efficiency.value.joulesPerTerahash;
    expect(Math.abs(implied / model.power.value.watts - 1)).toBeLessThan(0.02);
  },
);

function modelOf(efficiency: string): NonNullable<SiteInput["minerModels"]>[number] {
  return { name: "own", title: "Own", hashrate: "200 TH/s", power: "3500 W", efficiency, cooling: "air" };
}

test("A model of the site's own whose figures disagree by 2 % or more is refused, with what they make", () => {
  const refused = findings(siteWith([mine("m", 7)], { minerModels: [modelOf("18 J/TH")] }));
  // 200 TH/s × 18 J/TH = 3,600 W, 2.86 % more than 3,500 W
  expect(refused).toEqual([
    '"own": 200 TH/s at 18 J/TH makes 3600 W, but its power is 3500 W: they must agree within 2 %',
  ]);
  expect(findings(siteWith([mine("m", 7)], { minerModels: [modelOf("17.8 J/TH")] }))).toEqual([]);
});

function withPools(...urls: string[]): Partial<SiteInput> {
  const pools = urls.map((url) => ({ url, user: "test" }));
  return { poolSets: [{ name: "pools", groups: [{ name: "main", pools }] }] };
}

test("Two pools of one host are one outage", () => {
  const same = withPools("stratum+tcp://a.example.com:3333", "stratum+tcp://a.example.com:443");
  expect(findings(siteWith([mine("m", 7)], same))).toEqual([
    expect.stringMatching(/pool set "pools" reaches only a\.example\.com: add a pool on another host/),
  ]);
});

test("A proxy speaks the one protocol that it knows to its pools", () => {
  const sv2 = withPools(
    `stratum2+tcp://a.example.com:3333/${key}`,
    `stratum2+tcp://b.example.com:3333/${key}`,
  );
  expect(findings(siteWith([mine("m", 7)], sv2))).toEqual([
    expect.stringMatching(/^farm-proxy .* pool set "pools" has stratum2\+tcp:/),
  ]);
  const translator = { ...miners(7), proxy: { kind: "sv2-translator" as const, serviceNodes: "edge" } };
  expect(findings(siteWith([mine("m", 7, { mining: translator })], sv2))).toEqual([]);
  expect(findings(siteWith([mine("m", 7, { mining: translator })]))).toEqual([
    expect.stringMatching(/^sv2-translator .* pool set "pools" has stratum\+tcp:/),
  ]);
});
