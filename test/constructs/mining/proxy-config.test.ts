import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { farmProxyConfig } from "../../../constructs/mining/farm-proxy.ts";
import { type PoolSet, resolvePools } from "../../../constructs/mining/pools.ts";
import { sv2TranslatorConfig } from "../../../constructs/mining/sv2-translator.ts";
import { Hashrate } from "../../../site/units/index.ts";
import { firstKey, secondKey, v1Pools, v2Pools } from "./zones.ts";

const names = { site: "ridge", zone: "north" };

function farmProxy(poolSet: PoolSet): string {
  return farmProxyConfig({ ...names, port: 3333, groups: resolvePools(poolSet, names).groups });
}

function translator(poolSet: PoolSet, weakestMiner = Hashrate.terahashes(104.5)): string {
  const upstreams = resolvePools(poolSet, names).groups.flatMap((group) => group.upstreams);
  return sv2TranslatorConfig({ port: 34255, monitoringPort: 9092, upstreams, weakestMiner });
}

test("Farm Proxy gets a target a pool, a goal a group with its quota, and a level a pool in order of failover", () => {
  expect(farmProxy(v1Pools)).toMatchInlineSnapshot(`
    "description = "Zone north of ridge, written by busbar."

    [[server]]
    name = "north"
    port = 3333

    [[target]]
    name = "main/1 btc.foundryusapool.com"
    url = "stratum+tcp://btc.foundryusapool.com:3333"
    user_identity = "acme.ridge-north"

    [[target]]
    name = "main/2 mine.ocean.xyz"
    url = "stratum+tcp://mine.ocean.xyz:3334"
    user_identity = "bc1qexample.north"

    [[target]]
    name = "second/1 203.0.113.7"
    url = "stratum+tcp://203.0.113.7:443"
    user_identity = "acme"

    [[routing]]
    name = "north"
    from = [ "north" ]

    [[routing.goal]]
    name = "main"
    hr_weight = 2

    [[routing.goal.level]]
    targets = [ "main/1 btc.foundryusapool.com" ]

    [[routing.goal.level]]
    targets = [ "main/2 mine.ocean.xyz" ]

    [[routing.goal]]
    name = "second"
    hr_weight = 1

    [[routing.goal.level]]
    targets = [ "second/1 203.0.113.7" ]

    [telemetry]
    enable_farm_metrics_telemetry = false
    "
  `);
  expect(parse(farmProxy(v1Pools))).toEqual({
    description: "Zone north of ridge, written by busbar.",
    server: [{ name: "north", port: 3333 }],
    target: [
      {
        name: "main/1 btc.foundryusapool.com",
        url: "stratum+tcp://btc.foundryusapool.com:3333",
        user_identity: "acme.ridge-north",
      },
      {
        name: "main/2 mine.ocean.xyz",
        url: "stratum+tcp://mine.ocean.xyz:3334",
        user_identity: "bc1qexample.north",
      },
      { name: "second/1 203.0.113.7", url: "stratum+tcp://203.0.113.7:443", user_identity: "acme" },
    ],
    routing: [
      {
        name: "north",
        from: ["north"],
        goal: [
          {
            name: "main",
            hr_weight: 2,
            level: [{ targets: ["main/1 btc.foundryusapool.com"] }, { targets: ["main/2 mine.ocean.xyz"] }],
          },
          { name: "second", hr_weight: 1, level: [{ targets: ["second/1 203.0.113.7"] }] },
        ],
      },
    ],
    telemetry: { enable_farm_metrics_telemetry: false },
  });
});

test("Two groups that name the same pool have a target each", () => {
  const pool = { url: "stratum+tcp://a.example.com:3333", user: "acme" };
  const other = { url: "stratum+tcp://b.example.com:3333", user: "acme" };
  const config = parse(
    farmProxy({
      name: "shared",
      groups: [
        { name: "one", quota: 1, pools: [pool, other] },
        { name: "two", quota: 1, pools: [other, pool] },
      ],
    }),
  ) as unknown as { target: { name: string }[] };
  const targets = config.target.map(({ name }) => name);

  expect(new Set(targets).size).toBe(4);
});

test("Where a pool takes at most 4 bytes of extranonce, it is asked for 4, and miners for 3", () => {
  const config = parse(
    farmProxy({
      name: "short",
      groups: [
        {
          name: "main",
          quota: 1,
          pools: [
            { url: "stratum+tcp://ss.antpool.com:443", user: "acme" },
            { url: "stratum+tcp://notantpool.com:443", user: "acme" },
          ],
        },
      ],
    }),
  );

  expect(config).toMatchObject({
    server: [{ extranonce_size: 3, use_empty_extranonce1: true }],
    target: [{ extranonce_size: 4 }, { url: "stratum+tcp://notantpool.com:443" }],
  });
  expect(config["target"]).not.toMatchObject([{}, { extranonce_size: 4 }]);
});

test("The translator gets its upstreams in order of failover, each with its pool's key and user", () => {
  expect(translator(v2Pools)).toMatchInlineSnapshot(`
    "downstream_address = "0.0.0.0"
    downstream_port = 34255
    max_supported_version = 2
    min_supported_version = 2
    downstream_extranonce2_size = 4
    verify_payout = false
    aggregate_channels = true
    supported_extensions = [ 2 ]
    monitoring_address = "0.0.0.0:9092"
    monitoring_cache_refresh_secs = 15

    [downstream_difficulty_config]
    min_individual_miner_hashrate = 104500000000000.0
    shares_per_minute = 6.0
    enable_vardiff = true
    job_keepalive_interval_secs = 60

    [[upstreams]]
    address = "stratum.braiins.com"
    port = 3333
    authority_pubkey = "9awtMD5KQgvRUh2yFbjVeT7b6hjipWcAsQHd6wEhgtDT9soosna"
    user_identity = "acme.north"

    [[upstreams]]
    address = "stratum.ckpool.org"
    port = 3336
    authority_pubkey = "9anrRNhBh7869XtNnFcCuGBRZP51E635qGbu457J5kHdszhfRc3"
    user_identity = "bc1qexample.north"
    "
  `);
  expect(parse(translator(v2Pools))).toMatchObject({
    downstream_port: 34255,
    aggregate_channels: true,
    supported_extensions: [2],
    monitoring_address: "0.0.0.0:9092",
    upstreams: [
      {
        address: "stratum.braiins.com",
        port: 3333,
        authority_pubkey: firstKey,
        user_identity: "acme.north",
      },
      {
        address: "stratum.ckpool.org",
        port: 3336,
        authority_pubkey: secondKey,
        user_identity: "bc1qexample.north",
      },
    ],
  });
});

test("The weakest miner's hashrate is written in hashes a second, as a float", () => {
  expect(translator(v2Pools, Hashrate.petahashes(1.16))).toContain(
    "min_individual_miner_hashrate = 1160000000000000.0\n",
  );
});

test.each([
  ["sri/solo/bc1qexample/{zone}", true],
  ["sri/donate/5/bc1qexample/{zone}", true],
  ["sri/donate/{zone}", false],
  ["acme.{zone}", false],
])("Of user %s the payout is verified: %s", (user, verified) => {
  const pools = v2Pools.groups.flatMap((group) => group.pools).map(({ url }) => ({ url, user }));
  const config = translator({ name: "solo", groups: [{ name: "main", quota: 1, pools }] });

  expect(parse(config)["verify_payout"]).toBe(verified);
});

test("The same pools give the same text", () => {
  expect(farmProxy(structuredClone(v1Pools))).toBe(farmProxy(v1Pools));
  expect(translator(structuredClone(v2Pools))).toBe(translator(v2Pools));
});
