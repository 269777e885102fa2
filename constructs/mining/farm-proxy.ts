import { stringify } from "smol-toml";
import type { Upstream, UpstreamGroup } from "./pools.ts";

/**
 * Domains of pools that allow an extranonce of at most 4 bytes, where Farm Proxy asks for 6 unless told otherwise.
 * Source: Farm Proxy's user guide, configuration parameters of a target (AntPool, Binance Pool, Luxor).
 */
const shortExtranonceDomains = ["antpool.com", "binance.com", "poolbinance.com", "luxor.tech"];

/** Extranonce of such a pool, in bytes. */
const shortExtranonce = 4;

/** What the guide recommends for miners where a pool is such: 3 bytes, which needs the byte of extranonce1 as well. */
const serverWithShortExtranonce = { extranonce_size: 3, use_empty_extranonce1: true };

export interface FarmProxyConfigProps {
  readonly site: string;
  /** The zone names listener and routing, and so the `server` dimension of the metrics. */
  readonly zone: string;
  /** Where miners connect. */
  readonly port: number;
  readonly groups: readonly UpstreamGroup[];
}

/**
 * The configuration of Braiins Farm Proxy 24.06 for one zone: one listener, one target a pool, and the one routing that
 * an instance may have, with a goal a group (weighted by quota) and a level a pool (in order of failover).
 *
 * A target belongs to one place of one group, even where two groups name the same pool, so that a change of one group
 * leaves the targets of the others, and their metrics, as they were.
 */
export function farmProxyConfig({ site, zone, port, groups }: FarmProxyConfigProps): string {
  const anyShort = groups.some(({ upstreams }) => upstreams.some(hasShortExtranonce));
  return stringify({
    description: `Zone ${zone} of ${site}, written by busbar.`,
    server: [{ name: zone, port, ...(anyShort && serverWithShortExtranonce) }],
    target: groups.flatMap((group) =>
      group.upstreams.map((upstream, index) => ({
        name: targetName(group, index),
        url: upstream.url,
        user_identity: upstream.user,
        ...(hasShortExtranonce(upstream) && { extranonce_size: shortExtranonce }),
      })),
    ),
    routing: [
      {
        name: zone,
        from: [zone],
        goal: groups.map((group) => ({
          name: group.name,
          hr_weight: group.quota,
          level: group.upstreams.map((_, index) => ({ targets: [targetName(group, index)] })),
        })),
      },
    ],
    // On unless switched off; the zone's network policy has no way out for it.
    telemetry: { enable_farm_metrics_telemetry: false },
  });
}

/** Unique, since group names are and hold no slash: `main/1 pool.example.com`. */
function targetName({ name, upstreams }: UpstreamGroup, index: number): string {
  return `${name}/${index + 1} ${upstreams[index]?.endpoint.host}`;
}

function hasShortExtranonce({ endpoint }: Upstream): boolean {
  const host = endpoint.host.toLowerCase();
  return shortExtranonceDomains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
