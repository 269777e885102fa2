import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { farmProxyConfig } from "../../constructs/mining/farm-proxy.ts";
import { type PoolGroup, resolvePools } from "../../constructs/mining/pools.ts";
import { Percentage } from "../../site/units/index.ts";

const names = { site: "ridge", zone: "pit" };

function group(name: string, change: Partial<PoolGroup> = {}): PoolGroup {
  return { name, pools: [{ url: `stratum+tcp://${name}.example.com:3333`, user: "acme.{zone}" }], ...change };
}

function resolved(...groups: readonly PoolGroup[]) {
  return resolvePools({ name: "set", groups }, names);
}

test("Fixed shares weigh in Farm Proxy as the smallest whole numbers in their ratio", () => {
  const { groups, problems } = resolved(
    group("a", { share: Percentage.percent(62.5) }),
    group("b", { share: Percentage.percent(37.5) }),
  );
  expect(problems).toEqual([]);
  expect(parse(farmProxyConfig({ ...names, port: 3333, groups }))).toMatchObject({
    routing: [
      {
        goal: [
          { name: "a", hr_weight: 5 },
          { name: "b", hr_weight: 3 },
        ],
      },
    ],
  });
});

test("A group without a quota weighs one", () => {
  const { groups } = resolved(group("a", { quota: 2 }), group("b"));
  expect(groups.map(({ quota }) => quota)).toEqual([2, 1]);
});

test("Shares that are not the whole are refused by a construct as well", () => {
  const { problems } = resolved(group("a", { share: Percentage.percent(50) }), group("b", { quota: 1 }));
  expect(problems).toEqual([
    expect.stringMatching(/^pool set "set": some groups have a quota and others a share/),
  ]);
});

test("No proxy is given a pool over TLS", () => {
  const over = { pools: [{ url: "stratum+ssl://a.example.com:443", user: "acme" }] };
  expect(resolved(group("a", over), group("b")).problems).toEqual([
    'group "a", pool 1: stratum+ssl://a.example.com:443: no proxy takes stratum+ssl://, only miners may; use stratum+tcp://',
  ]);
});

test("A pool may be given to a proxy by its IPv6 address", () => {
  const { groups, problems } = resolved(
    group("a", { pools: [{ url: "stratum+tcp://[2001:db8::7]:3333", user: "acme" }] }),
    group("b"),
  );
  expect(problems).toEqual([]);
  expect(groups[0]?.upstreams[0]).toMatchObject({
    url: "stratum+tcp://[2001:db8::7]:3333",
    endpoint: { host: "2001:db8::7", port: 3333 },
  });
});
