import toml from "@iarna/toml";
import { parse as parseCsv } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { MinerFile } from "../../../constructs/mining/miners/miner-file.ts";
import { minerFiles } from "../../../constructs/mining/miners/miner-files.ts";
import { exporterEnvironment, exporterRanges } from "../../../constructs/mining/miners/scans.ts";
import { workersFile } from "../../../constructs/mining/miners/workers.ts";
import { proxies } from "../../../constructs/mining/proxy.ts";
import type { MinerPoolGroup } from "../../../site/mining/miner-pools.ts";
import { proxyPorts } from "../../../site/mining/proxy-address.ts";
import { firmwares } from "../../../site/schema/mining.ts";
import { Percentage } from "../../../site/units/index.ts";

const proxy = "stratum+tcp://10.9.0.2:3333";

/** What miners have behind a proxy: one list, the second pool with a password. */
const behindProxy: readonly MinerPoolGroup[] = [
  {
    name: "pit",
    quota: 1,
    pools: [
      { url: proxy, user: "pit" },
      {
        url: "stratum+tcp://btc.one.example:3333",
        user: "ridge.pit",
        passwordSecret: { name: "pool-one", key: "password" },
      },
      { url: "stratum+tcp://btc.two.example:700", user: "ridge.pit" },
    ],
  },
];

/** What firmware with groups has without a proxy. */
const inGroups: readonly MinerPoolGroup[] = [
  {
    name: "main",
    quota: 3,
    share: Percentage.percent(75),
    pools: [{ url: "stratum+tcp://btc.one.example:3333", user: "ridge.pit" }],
  },
  {
    name: "second",
    quota: 1,
    share: Percentage.percent(25),
    pools: [
      { url: "stratum+tcp://btc.two.example:700", user: "ridge.pit" },
      { url: "stratum+tcp://btc.three.example:25", user: "ridge.pit" },
    ],
  },
];

function textOf(files: readonly MinerFile[], suffix: string): string {
  return files.find((file) => file.suffix === suffix)?.text ?? expect.fail(`no ${suffix}`);
}

test("bosminer's pools read back as they were given, without a password, and say where it is kept", () => {
  const text = textOf(minerFiles("braiins-os", "Antminer S21", behindProxy), "bosminer.toml");
  expect(toml.parse(text)).toEqual({
    format: { version: "1.2+", model: "Antminer S21" },
    group: [
      {
        name: "pit",
        quota: 1,
        pool: behindProxy[0]?.pools.map(({ url, user }) => ({ enabled: true, url, user })),
      },
    ],
  });
  expect(text).toContain("# The password of pit/2 is in Secret pool-one, key password.\n");
});

test("Fixed shares are quotas in bosminer's file, which says so, and fixed shares in the request", () => {
  const files = minerFiles("braiins-os", "Antminer S21", inGroups);
  const text = textOf(files, "bosminer.toml");
  expect(toml.parse(text)["group"]).toMatchObject([
    { name: "main", quota: 3 },
    { name: "second", quota: 1 },
  ]);
  expect(text).toContain("# Fixed shares are written as quotas: main 75 % as 3, second 25 % as 1.\n");
  expect(JSON.parse(textOf(files, "set-pool-groups.json"))).toEqual({
    save_action: "SAVE_ACTION_SAVE_AND_APPLY",
    pool_groups: inGroups.map(({ name, pools }, index) => ({
      name,
      fixed_share_ratio: { value: [0.75, 0.25][index] },
      pools: pools.map(({ url, user }) => ({ enabled: true, url, user })),
    })),
  });
});

test("A group without a fixed share goes to Braiins OS with its quota", () => {
  const files = minerFiles("braiins-os", "Antminer S21", behindProxy);
  expect(JSON.parse(textOf(files, "set-pool-groups.json"))).toMatchObject({
    pool_groups: [{ name: "pit", quota: { value: 1 } }],
  });
});

test("LuxOS gets one command a pool, all in the group that is always there", () => {
  expect(JSON.parse(textOf(minerFiles("luxos", "Antminer S21", behindProxy), "luxos.json"))).toEqual([
    { command: "addpool", parameter: `${proxy},pit,x,0` },
    { command: "addpool", parameter: "stratum+tcp://btc.one.example:3333,ridge.pit,,0" },
    { command: "addpool", parameter: "stratum+tcp://btc.two.example:700,ridge.pit,x,0" },
  ]);
});

test("LuxOS gets its groups with their quotas before the pools that go into them", () => {
  expect(JSON.parse(textOf(minerFiles("luxos", "Antminer S21", inGroups), "luxos.json"))).toEqual([
    { command: "groupquota", parameter: "0,3" },
    { command: "addgroup", parameter: "second,1" },
    { command: "addpool", parameter: "stratum+tcp://btc.one.example:3333,ridge.pit,x,0" },
    { command: "addpool", parameter: "stratum+tcp://btc.two.example:700,ridge.pit,x,1" },
    { command: "addpool", parameter: "stratum+tcp://btc.three.example:25,ridge.pit,x,1" },
  ]);
});

test("WhatsMiner gets the same three pools by both versions of its API", () => {
  const files = minerFiles("whatsminer", "Whatsminer M60S", behindProxy);
  expect(JSON.parse(textOf(files, "update-pools.json"))).toEqual({
    cmd: "update_pools",
    pool1: proxy,
    worker1: "pit",
    passwd1: "x",
    pool2: "stratum+tcp://btc.one.example:3333",
    worker2: "ridge.pit",
    passwd2: "",
    pool3: "stratum+tcp://btc.two.example:700",
    worker3: "ridge.pit",
    passwd3: "x",
  });
  expect(JSON.parse(textOf(files, "set-miner-pools.json"))).toEqual({
    cmd: "set.miner.pools",
    param: [
      { pool: proxy, worker: "pit", passwd: "x" },
      { pool: "stratum+tcp://btc.one.example:3333", worker: "ridge.pit", passwd: "" },
      { pool: "stratum+tcp://btc.two.example:700", worker: "ridge.pit", passwd: "x" },
    ],
  });
});

test("An Antminer's slots are all written, so that none keeps a pool of before", () => {
  const [first] = behindProxy;
  const short = [{ name: "pit", quota: 1, pools: first?.pools.slice(0, 2) ?? [] }];
  expect(JSON.parse(textOf(minerFiles("stock", "Antminer S21", short), "set-miner-conf.json"))).toEqual({
    pools: [
      { url: proxy, user: "pit", pass: "x" },
      { url: "stratum+tcp://btc.one.example:3333", user: "ridge.pit", pass: "" },
      { url: "", user: "", pass: "" },
    ],
  });
});

test("VNish gets URLs without their scheme", () => {
  expect(JSON.parse(textOf(minerFiles("vnish", "Antminer T21", behindProxy), "settings.json"))).toEqual({
    miner: {
      pools: [
        { url: "10.9.0.2:3333", user: "pit", pass: "x" },
        { url: "btc.one.example:3333", user: "ridge.pit", pass: "" },
        { url: "btc.two.example:700", user: "ridge.pit", pass: "x" },
      ],
    },
  });
});

test.each(["auradine", "avalon", "marathon", "proto", "sealminer"] as const)(
  "%s gets pool groups in the form that libraries of miners have in common",
  (firmware) => {
    expect(JSON.parse(textOf(minerFiles(firmware, "any", behindProxy), "pool-groups.json"))).toEqual({
      groups: [
        {
          name: "pit",
          quota: 1,
          pools: behindProxy[0]?.pools.map(({ url, user }, index) => ({
            url,
            user,
            password: index === 1 ? "" : "x",
          })),
        },
      ],
    });
  },
);

test("No file of any firmware names a Secret as a password", () => {
  for (const firmware of firmwares) {
    for (const { text, suffix } of minerFiles(firmware, "any", behindProxy)) {
      if (suffix.endsWith(".json")) expect(text).not.toContain("pool-one");
    }
  }
});

test("Workers read back line by line: the worker alone at the proxy, account and worker at pools", () => {
  const { text } = workersFile({
    site: "ridge",
    zone: "pit",
    template: "{zone}.{octet3}x{octet4}",
    places: [
      { address: "10.32.0.255", rack: "r1" },
      { address: "10.32.1.0", rack: "r2" },
    ],
    groups: behindProxy,
    proxyUrl: proxy,
  });
  expect(parseCsv(text, { columns: true })).toEqual([
    {
      address: "10.32.0.255",
      rack: "r1",
      worker: "pit.0x255",
      user_1: "pit.0x255",
      user_2: "ridge.pit.0x255",
      user_3: "ridge.pit.0x255",
    },
    {
      address: "10.32.1.0",
      rack: "r2",
      worker: "pit.1x0",
      user_1: "pit.1x0",
      user_2: "ridge.pit.1x0",
      user_3: "ridge.pit.1x0",
    },
  ]);
});

test("Scanners' files read back: a range a zone, and a place a network", () => {
  const zones = [
    {
      zone: "pit-1",
      networks: [
        { group: "rows", cidr: "10.32.0.0/23" },
        { group: "tank", cidr: "10.33.0.0/30" },
      ],
    },
    { zone: "pit-2", networks: [{ group: "rows", cidr: "10.34.0.0/24" }] },
  ];
  expect(toml.parse(exporterRanges(zones))).toEqual({
    ranges: {
      "pit-1": ["10.32.0.*", "10.32.1.*", "10.33.0.0", "10.33.0.1", "10.33.0.2", "10.33.0.3"],
      "pit-2": ["10.34.0.*"],
    },
  });
  const [, value = ""] = /^ASIC_NETWORKS=(.*)\n$/.exec(exporterEnvironment(zones)) ?? [];
  expect(value.split(",").map((place) => place.split(":"))).toEqual([
    ["pit-1.rows", "10.32.0.0/23"],
    ["pit-1.tank", "10.33.0.0/30"],
    ["pit-2.rows", "10.34.0.0/24"],
  ]);
});

test("Whatever the pools are, bosminer's file and Braiins OS's request say the same", () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
  const pool = fc.record({
    url: fc
      .tuple(word, fc.integer({ min: 1, max: 65535 }))
      .map(([host, port]) => `stratum+tcp://${host}.example:${port}`),
    user: word,
  });
  const group = fc.record({
    name: word,
    quota: fc.integer({ min: 1, max: 1000 }),
    pools: fc.array(pool, { minLength: 1, maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(group, { minLength: 1, maxLength: 4 }), fc.string(), (groups, model) => {
      const files = minerFiles("braiins-os", model, groups);
      const file = toml.parse(textOf(files, "bosminer.toml"));
      const { pool_groups: request } = JSON.parse(textOf(files, "set-pool-groups.json"));
      expect(file["format"]).toEqual({ version: "1.2+", model });
      expect(file["group"]).toEqual(
        groups.map(({ name, quota, pools }) => ({
          name,
          quota,
          pool: pools.map((each) => ({ enabled: true, ...each })),
        })),
      );
      expect(request).toEqual(
        groups.map(({ name, quota, pools }) => ({
          name,
          quota: { value: quota },
          pools: pools.map((each) => ({ enabled: true, ...each })),
        })),
      );
    }),
  );
});

test("Miners are sent to the port that each kind of proxy listens on", () => {
  expect(Object.entries(proxies).map(([kind, { port }]) => [kind, port])).toEqual(Object.entries(proxyPorts));
});
