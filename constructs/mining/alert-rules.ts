import { type Day, day as dayOf, daysBetween } from "../../site/day.ts";
import { drainedShare, lastCallDays } from "../../site/mining/drain.ts";
import type { Hashrate } from "../../site/units/index.ts";
import type { AlertRule } from "./alerts.ts";
import type { ProxyKind } from "./proxy.ts";
import { replicas } from "./proxy-deployment.ts";
import { orNone, type PoolUsers, proxyMetrics, seriesOf } from "./proxy-metrics.ts";

/** Shares of what there should be, below or above which somebody looks. */
const lowHashrate = 0.9;
const lowMiners = 0.95;
const manyRejected = 0.02;

/** Farm Proxy's certificate lasts three months at most, and comes with a new release: a week is time to take that. */
const certificateDays = 7;

export interface ZoneAlertsProps {
  readonly site: string;
  readonly zone: string;
  /** The namespace of the zone's proxy, which its series are known by. */
  readonly namespace: string;
  readonly proxy: ProxyKind;
  /** What the zone's miners deliver by their nameplates. */
  readonly hashrate: Hashrate;
  readonly miners: number;
  readonly pools: readonly PoolUsers[];
  /** Where the zone is being drained: the day on which it is stripped, if one is planned. @default - it mines */
  readonly draining?: { readonly stripped: Day | undefined } | undefined;
}

/** A rule before it is said which zone it is about. */
export interface ZoneRule extends Pick<AlertRule, "alert" | "expr" | "for"> {
  readonly severity: "info" | "warning" | "critical";
  readonly summary: string;
}

/** Whether the proxy is there at all. */
export function proxyRules({ namespace }: ZoneAlertsProps): ZoneRule[] {
  const up = `up{${seriesOf(namespace)}}`;
  return [
    {
      alert: "MiningProxyDown",
      expr: `sum(${up}) == 0 or absent(${up})`,
      for: "2m",
      severity: "critical",
      summary: "no replica of the proxy answers; its miners work for their second pool slot, or not at all",
    },
    {
      alert: "MiningProxyNotRedundant",
      expr: `sum(${up}) > 0 and sum(${up}) < ${replicas}`,
      for: "10m",
      severity: "warning",
      summary: `fewer than ${replicas} replicas of the proxy answer; the next failure stops the zone`,
    },
  ];
}

/** Whether pools take what it delivers. */
export function poolRules({ namespace, proxy, pools }: ZoneAlertsProps): ZoneRule[] {
  const metrics = proxyMetrics[proxy];
  const of = seriesOf(namespace);
  const fallback = metrics.fallback(of, pools);
  return [
    {
      alert: "MiningPoolsUnreached",
      expr: metrics.unreached(of),
      for: "5m",
      severity: "critical",
      summary: "the proxy reaches no pool; its miners work for nobody",
    },
    ...(fallback === undefined
      ? []
      : [
          {
            alert: "MiningOnFallbackPool",
            expr: `${fallback} > 0`,
            for: "10m",
            severity: "warning",
            summary: "a pool is down, and hashrate goes to the one behind it",
          } as const,
        ]),
    {
      alert: "MiningSharesRejected",
      expr: `${metrics.rejected(of)} > ${manyRejected}`,
      for: "15m",
      severity: "warning",
      summary: `pools refuse over ${manyRejected * 100} % of the shares`,
    },
    ...(metrics.certificateDays === undefined
      ? []
      : [
          {
            alert: "MiningProxyCertificateEnds",
            expr: `${metrics.certificateDays(of)} < ${certificateDays}`,
            for: "1h",
            severity: "warning",
            summary: `the proxy's certificate ends in under ${certificateDays} days, and with it the proxy: take a newer release`,
          } as const,
        ]),
  ];
}

/** What is amiss where fewer miners work than there are. A curtailment looks the same: silence the zone's alerts for it. */
export function loadRules({ namespace, proxy, hashrate, miners }: ZoneAlertsProps): ZoneRule[] {
  const metrics = proxyMetrics[proxy];
  const of = seriesOf(namespace);
  return [
    {
      alert: "MiningHashrateLow",
      expr: `${orNone(metrics.hashrate(of))} < ${hashesPerSecond(hashrate.times(lowHashrate))} and ${whileUp(of)}`,
      for: "15m",
      severity: "warning",
      summary: `hashrate is below ${lowHashrate * 100} % of the nameplate, ${hashrate}`,
    },
    {
      alert: "MiningMinersMissing",
      expr: `${orNone(metrics.miners(of))} < ${Math.ceil(miners * lowMiners)} and ${whileUp(of)}`,
      for: "15m",
      severity: "warning",
      summary: `fewer than ${lowMiners * 100} % of the ${miners} miners are connected`,
    },
  ];
}

/** While a zone is drained, low hashrate is the aim, and what still hashes near the end is what somebody has to know. */
export function drainRules({ namespace, proxy, hashrate, draining }: ZoneAlertsProps): ZoneRule[] {
  const of = seriesOf(namespace);
  const rate = orNone(proxyMetrics[proxy].hashrate(of));
  const drained = hashesPerSecond(hashrate.times(drainedShare));
  const finished: ZoneRule = {
    alert: "MiningDrainFinished",
    expr: `${rate} < ${drained} and ${whileUp(of)}`,
    for: "1h",
    severity: "info",
    summary: `less than ${drainedShare * 100} % of the nameplate still comes through the proxy: once the miners are off as well, the zone may be stripped`,
  };
  const stripped = draining?.stripped;
  if (stripped === undefined) return [finished];
  const lastCall = secondsUntil(stripped) - lastCallDays * secondsPerDay;
  return [
    finished,
    {
      alert: "MiningDrainLate",
      expr: `${rate} >= ${drained} and on() vector(time()) >= ${lastCall}`,
      for: "1h",
      severity: "critical",
      summary: `miners still work through the proxy, which is gone on ${stripped}`,
    },
  ];
}

/** Nothing is known of miners while no replica answers, and that has an alert of its own. */
function whileUp(of: string): string {
  return `sum(up{${of}}) > 0`;
}

const secondsPerDay = 86_400;

/** The Unix time of a day's beginning, in UTC. */
function secondsUntil(day: Day): number {
  return daysBetween(dayOf("1970-01-01"), day) * secondsPerDay;
}

/** A whole number of hashes a second: PromQL's numbers carry no unit. */
function hashesPerSecond(hashrate: Hashrate): string {
  return String(Math.round(hashrate.terahashes * 1e12));
}
