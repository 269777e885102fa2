import { expect, test } from "vitest";
import type { Pool, PoolSet } from "../../../constructs/mining/pools.ts";
import { Hashrate } from "../../../site/units/index.ts";
import { northProps, refusalOf, southProps, v1Pools, v2Pools } from "./zones.ts";

function poolSet(...pools: readonly Pool[]): PoolSet {
  return { name: "set", groups: [{ name: "main", quota: 1, pools }] };
}

test("All that is wrong with a zone is said at once, with where it is", () => {
  const message = refusalOf({
    asicNetworks: [],
    poolSet: poolSet({ url: "stratum+tcp://pool.example.com", user: "acme.{rack}" }),
    proxy: { ...northProps.proxy, port: 80 },
  });

  expect(message).toMatchInlineSnapshot(`
    "Mining zone "north" cannot be declared:
      [mining/north]  group "main", pool 1: user "acme.{rack}" has {rack}: allowed here: site, zone
      [mining/north]  group "main", pool 1: "stratum+tcp://pool.example.com" has no port: write it out, such as stratum+tcp://pool.example.com:3333
      [mining/north]  asicNetworks is empty: nothing may connect but what is named; give the networks of the zone's miners
      [mining/north]  port 80: give a whole number from 1024 to 65535; below is for root only"
  `);
});

test.each<[string, Parameters<typeof refusalOf>[0], string]>([
  [
    "pools on one host",
    {
      poolSet: poolSet(
        { url: "stratum+tcp://pool.example.com:3333", user: "acme" },
        { url: "stratum+tcp://POOL.example.com:443", user: "acme" },
      ),
    },
    'pool set "set" reaches only pool.example.com: add a pool on another host',
  ],
  ["no pools", { poolSet: { name: "none", groups: [] } }, 'pool set "none" reaches no pool'],
  [
    "a group without pools",
    {
      poolSet: { name: "s", groups: [...v1Pools.groups, { name: "empty", quota: 1, pools: [] }] },
    },
    'group "empty" has no pools',
  ],
  [
    "two groups of one name",
    { poolSet: { name: "s", groups: [...v1Pools.groups, ...v1Pools.groups] } },
    'two groups called "main"',
  ],
  [
    "a quota of nothing",
    { poolSet: { name: "s", groups: v1Pools.groups.map((group) => ({ ...group, quota: 0 })) } },
    'group "main": quota 0: give a whole number',
  ],
  ["a network without a length", { asicNetworks: ["10.10.0.0"] }, '"10.10.0.0" is not an IPv4 block'],
  [
    "miners on the metrics' port",
    { proxy: { ...northProps.proxy, port: 8080 } },
    "port 8080 is where farm-proxy serves its metrics",
  ],
  [
    "a password in a user",
    { poolSet: poolSet({ url: "stratum+tcp://pool.example.com:3333", user: "acme:hunter2" }) },
    'group "main", pool 1: the user "acme:…" holds a password',
  ],
  ["a name that is none", { name: "North Hall" }, '"North Hall" is not a name'],
  [
    "Stratum V2 pools at Farm Proxy",
    { poolSet: v2Pools },
    "farm-proxy speaks only Stratum V1 to pools, not stratum2+tcp://stratum.braiins.com:3333/",
  ],
])("It is an error to give %s", (_, change, message) => {
  expect(refusalOf(change)).toContain(message);
});

test.each<[string, Parameters<typeof refusalOf>[0], string]>([
  ["Stratum V1 pools", { poolSet: v1Pools }, "sv2-translator speaks only Stratum V2 to pools"],
  ["several groups", { poolSet: v1Pools }, "cannot split hashrate over 2 groups: use one group"],
  [
    "a miner without hashrate",
    { weakestMiner: Hashrate.zero },
    "weakestMiner is 0 TH/s: sv2-translator sets difficulty by it",
  ],
  [
    "a test key",
    {
      poolSet: poolSet({
        url: "stratum2+tcp://pool.example.com:3333/9auqWEzQDVyd2oe1JVGFLMLHZtCo2FFqZwtKA5gd9xbuEu7PH72",
        user: "acme",
      }),
    },
    "uses a test key whose secret half is public",
  ],
])("It is an error to give the translator %s", (_, change, message) => {
  expect(refusalOf(change, southProps)).toContain(message);
});
