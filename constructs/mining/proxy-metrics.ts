import type { ProxyKind } from "./proxy.ts";
import { channelUser } from "./sv2-translator.ts";

/** Hashes behind a share of difficulty 1. */
const hashesPerShare = 2 ** 32;

/** Hashrate that Farm Proxy keeps for its maker: a goal and targets of its own, that are none of the zone's. */
const notDevelopers = { goal: '!="#!!ii-DevFee"', target: '!~".*Devfee.*"' } as const;

/** The matcher of a zone's series: what the Prometheus operator, and the job in docs/mining.md, label targets with. */
export function seriesOf(namespace: string): string {
  return `namespace="${namespace}"`;
}

/** PromQL of what is watched of a proxy, each for one zone: `of` is the matcher of its series, such as `namespace="…"`. */
export interface ProxyMetrics {
  /** The metrics that the expressions read. */
  readonly names: readonly string[];
  /** Where the names are from, and whether they were read off the program. */
  readonly source: string;
  /** What its miners deliver, in hashes a second. */
  readonly hashrate: (of: string) => string;
  /** Miners that are connected. */
  readonly miners: (of: string) => string;
  /** Shares that pools refused, of those sent to them, as a fraction. */
  readonly rejected: (of: string) => string;
  /** Connections to pools. */
  readonly pools: (of: string) => string;
  /** There while no pool is reached, and nothing where one is. */
  readonly unreached: (of: string) => string;
  /** Hashrate or connections at pools other than the first of their group; undefined where nothing tells them apart. */
  readonly fallback: (of: string, users: readonly PoolUsers[]) => string | undefined;
  /** Days until the program's certificate ends; undefined where it has none. */
  readonly certificateDays: ((of: string) => string) | undefined;
}

/** The users that a group's pools know the zone by, in order of failover. */
export interface PoolUsers {
  readonly group: string;
  readonly users: readonly string[];
}

export const proxyMetrics: Readonly<Record<ProxyKind, ProxyMetrics>> = {
  "farm-proxy": {
    names: [
      "FP_accepted_shares",
      "FP_rejected_shares",
      "FP_connections_by_target",
      "FP_subscription_size_to_target_total",
      "FP_target_status",
      "FP_remaining_certificate_validity_days",
      "FP_remaining_certificate_validity_check_ts",
    ],
    source: "the vendor's Grafana dashboards of release 24.06; not read off the program",
    hashrate: (of) => `sum(rate(FP_accepted_shares{${of},direction="down"}[5m])) * ${hashesPerShare}`,
    miners: (of) => `sum(FP_subscription_size_to_target_total{${of},goal${notDevelopers.goal}})`,
    rejected: (of) =>
      share(
        `sum(increase(FP_rejected_shares{${of},direction="up"}[15m]))`,
        `sum(increase(FP_accepted_shares{${of},direction="up"}[15m]))`,
      ),
    pools: (of) => `sum(FP_connections_by_target{${of},goal${notDevelopers.goal}})`,
    // Not by its miners: it counts those who are subscribed to a target, of whom there are none then.
    unreached: (of) => `max(FP_target_status{${of},target${notDevelopers.target}}) == 0`,
    // What a target is labelled with is not documented, so a pool that is down stands for work at the one behind it.
    fallback: (of) => `count(FP_target_status{${of},target${notDevelopers.target}} == 0)`,
    certificateDays: (of) =>
      `min(FP_remaining_certificate_validity_days{${of}} - (time() - FP_remaining_certificate_validity_check_ts{${of}}) / 86400)`,
  },
  "sv2-translator": {
    names: [
      "sv1_hashrate_total",
      "sv1_clients_total",
      "sv2_server_channels",
      "sv2_server_channel_hashrate",
      "sv2_server_shares_accepted_total",
      "sv2_server_shares_rejected_total",
    ],
    source: "read off translator_sv2 0.6.0 as it ran",
    hashrate: (of) => `sum(sv1_hashrate_total{${of}})`,
    miners: (of) => `sum(sv1_clients_total{${of}})`,
    rejected: (of) =>
      share(
        `sum(increase(sv2_server_shares_rejected_total{${of}}[15m]))`,
        `sum(increase(sv2_server_shares_accepted_total{${of}}[15m]))`,
      ),
    pools: translatorChannels,
    unreached: (of) => `${orNone(translatorChannels(of))} == 0 and sum(sv1_clients_total{${of}}) > 0`,
    fallback: translatorFallback,
    certificateDays: undefined,
  },
};

function translatorChannels(of: string): string {
  return `sum(sv2_server_channels{${of},channel_type="extended"})`;
}

/** A channel is known by the user it was opened for; where another pool has the first one's user too, by nothing. */
function translatorFallback(of: string, [group]: readonly PoolUsers[]): string | undefined {
  const [first, ...others] = (group?.users ?? []).map(channelUser);
  if (first === undefined || others.includes(first)) return undefined;
  return `sum(sv2_server_channel_hashrate{${of},user_identity!=${JSON.stringify(first)}})`;
}

/**
 * Refused of all. Where none was refused yet, or none accepted, there is no series, which is none; where neither was, the
 * fraction is no number, and above nothing.
 */
function share(refused: string, accepted: string): string {
  return `${orNone(refused)} / (${orNone(refused)} + ${orNone(accepted)})`;
}

/** What has not happened since a program started has no series to sum up: that is none. */
export function orNone(expression: string): string {
  return `(${expression} or vector(0))`;
}
