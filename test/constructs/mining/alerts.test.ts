import { load } from "js-yaml";
import { expect, test } from "vitest";
import { ruleFile, type ZoneAlertsProps, zoneAlerts } from "../../../constructs/mining/alerts.ts";
import { proxyMetrics } from "../../../constructs/mining/proxy-metrics.ts";
import { day } from "../../../site/day.ts";
import { Hashrate } from "../../../site/units/index.ts";
import { matchersIn, metricsIn, promqlProblem } from "../../support/promql.ts";

const north: ZoneAlertsProps = {
  site: "ridge",
  zone: "north",
  namespace: "mining-north",
  proxy: "farm-proxy",
  hashrate: Hashrate.petahashes(100),
  miners: 1000,
  pools: [{ group: "main", users: ["acme.north", "bc1qexample.north"] }],
};
const south: ZoneAlertsProps = {
  ...north,
  zone: "south",
  namespace: "mining-south",
  proxy: "sv2-translator",
};
const drained: ZoneAlertsProps = { ...north, draining: { stripped: day("2026-12-05") } };

const all = [north, south, drained, { ...south, draining: { stripped: undefined } }];

function rule(props: ZoneAlertsProps, name: string) {
  return zoneAlerts(props).rules.find(({ alert }) => alert === name);
}

function namesOf(props: ZoneAlertsProps): string[] {
  return zoneAlerts(props).rules.map(({ alert }) => alert);
}

test("A parser that is not ours finds what is wrong with an expression", () => {
  expect(promqlProblem("sum(up) == 0")).toBeUndefined();
  expect(promqlProblem("sum(up == 0")).toBeDefined();
  expect(promqlProblem('up{zone="a}')).toBeDefined();
});

test.each(all)("Every rule of $proxy in zone $zone is PromQL of that zone's series alone", (props) => {
  const { names } = proxyMetrics[props.proxy];
  for (const { expr, alert } of zoneAlerts(props).rules) {
    expect(promqlProblem(expr), alert).toBeUndefined();
    for (const metric of metricsIn(expr)) expect(["up", ...names], alert).toContain(metric);
    for (const matchers of matchersIn(expr))
      expect(matchers, alert).toContain(`namespace="${props.namespace}"`);
  }
});

test("A zone that mines is watched for its proxy, its pools, its shares and its miners", () => {
  expect(namesOf(north)).toEqual([
    "MiningProxyDown",
    "MiningProxyNotRedundant",
    "MiningPoolsUnreached",
    "MiningOnFallbackPool",
    "MiningSharesRejected",
    "MiningProxyCertificateEnds",
    "MiningHashrateLow",
    "MiningMinersMissing",
  ]);
  // The translator has no certificate of its own.
  expect(namesOf(south)).toEqual(namesOf(north).filter((name) => name !== "MiningProxyCertificateEnds"));
});

test("Low is what is below nine tenths of the nameplate, for a quarter of an hour", () => {
  const low = rule(north, "MiningHashrateLow");
  // 90 PH/s in hashes a second; a share of difficulty 1 is 2^32 hashes.
  expect(low?.expr).toContain('direction="down"}[5m])) * 4294967296');
  expect(low?.expr).toContain("< 90000000000000000 and");
  expect(low?.for).toBe("15m");
  expect(rule(north, "MiningMinersMissing")?.expr).toContain("< 950 and");
  expect(rule(south, "MiningHashrateLow")?.expr).toContain("sum(sv1_hashrate_total");
});

test("Where a zone is drained, low hashrate is no alarm: that it is low, and that it is not yet, are", () => {
  const names = namesOf(drained);
  expect(names).not.toContain("MiningHashrateLow");
  expect(names).not.toContain("MiningMinersMissing");
  expect(names.slice(-2)).toEqual(["MiningDrainFinished", "MiningDrainLate"]);
  // 1 PH/s of 100; three days before the zone is stripped.
  expect(rule(drained, "MiningDrainFinished")?.expr).toContain("< 1000000000000000 and");
  const lastCall = Date.parse("2026-12-02T00:00:00Z") / 1000;
  expect(rule(drained, "MiningDrainLate")?.expr).toMatch(
    new RegExp(`and on\\(\\) vector\\(time\\(\\)\\) >= ${lastCall}$`),
  );
  expect(namesOf({ ...drained, draining: { stripped: undefined } })).not.toContain("MiningDrainLate");
});

test("Pools of the translator that know the zone by one account cannot be told apart, so no rule pretends to", () => {
  expect(rule(south, "MiningOnFallbackPool")?.expr).toContain('user_identity!="acme.translator-proxy"');
  const same = { ...south, pools: [{ group: "main", users: ["acme.north", "acme.backup"] }] };
  expect(rule(same, "MiningOnFallbackPool")).toBeUndefined();
  const solo = { ...south, pools: [{ group: "main", users: ["sri/solo/bc1q/a", "sri/solo/bc1q/b"] }] };
  expect(rule(solo, "MiningOnFallbackPool")?.expr).toContain('user_identity!="sri/solo/bc1q/a"');
});

test("Shares that are refused from the first are seen, though none was ever accepted", () => {
  for (const props of [north, south]) {
    const expr = rule(props, "MiningSharesRejected")?.expr ?? "";
    // Every sum stands beside a zero, for a series that is not there yet.
    const sums = expr.match(/sum\(increase\([^()]*\)\)/g) ?? [];
    expect(sums).toHaveLength(3);
    expect(expr.match(/\(sum\(increase\([^()]*\)\) or vector\(0\)\)/g)).toEqual(
      sums.map((sum) => `(${sum} or vector(0))`),
    );
  }
});

test("That Farm Proxy reaches no pool is not asked of miners, whom it counts by the pool they work for", () => {
  const { expr = "" } = rule(north, "MiningPoolsUnreached") ?? {};
  expect(expr).toBe('max(FP_target_status{namespace="mining-north",target!~".*Devfee.*"}) == 0');
  // The translator counts its miners by themselves.
  expect(rule(south, "MiningPoolsUnreached")?.expr).toMatch(
    /or vector\(0\)\) == 0 and sum\(sv1_clients_total/,
  );
});

test.each(all)("The rule file of $proxy in zone $zone reads back as what was meant", (props) => {
  const group = zoneAlerts(props);
  expect(load(ruleFile([group]))).toEqual({ groups: [group] });
  for (const { labels, annotations, for: duration } of group.rules) {
    expect(labels).toEqual({
      site: "ridge",
      zone: props.zone,
      severity: expect.stringMatching(/^(info|warning|critical)$/),
    });
    expect(annotations["summary"]).toMatch(new RegExp(`^${props.zone} of ridge: `));
    expect(duration).toMatch(/^\d+[mh]$/);
  }
});
