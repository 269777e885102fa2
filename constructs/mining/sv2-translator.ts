import { stringify } from "smol-toml";
import type { Hashrate } from "../../site/units/index.ts";
import type { Upstream } from "./pools.ts";

/** The version of Stratum V2 there is. */
const protocolVersion = 2n;

/** Bytes that miners may roll; cgminer takes at most 8. Source: the translator's example configuration. */
const extranonce2Bytes = 4n;

/** Extension 0x0002: the hashrate of each worker, told to pools that want it though all share one channel. */
const workerHashrateExtension = 0x0002n;

/** Source of these: the translator's example configuration. */
const sharesPerMinute = 6;
const keepaliveSeconds = 60n;
const monitoringRefreshSeconds = 15n;

export interface Sv2TranslatorConfigProps {
  /** Where miners connect. */
  readonly port: number;
  /** Where health and metrics are served. */
  readonly monitoringPort: number;
  /** Stratum V2 pools, in order of failover. */
  readonly upstreams: readonly Upstream[];
  /** Hashrate of the weakest model that connects: what a miner's first difficulty is set for. */
  readonly weakestMiner: Hashrate;
}

/**
 * The configuration of the Stratum V2 translator, in the keys of sv2-apps 0.8 (crate `translator_sv2` 0.6): older
 * releases want a user at the top and none at the upstreams. It refuses to start on a key that is missing.
 */
export function sv2TranslatorConfig(props: Sv2TranslatorConfigProps): string {
  const { port, monitoringPort, upstreams, weakestMiner } = props;
  const config = {
    downstream_address: "0.0.0.0",
    downstream_port: BigInt(port),
    max_supported_version: protocolVersion,
    min_supported_version: protocolVersion,
    downstream_extranonce2_size: extranonce2Bytes,
    verify_payout: upstreams.every(({ user }) => namesPayout(user)),
    // One channel for the zone, as the large pools require; without the extension they then see one worker.
    aggregate_channels: true,
    supported_extensions: [workerHashrateExtension],
    monitoring_address: `0.0.0.0:${monitoringPort}`,
    monitoring_cache_refresh_secs: monitoringRefreshSeconds,
    downstream_difficulty_config: {
      min_individual_miner_hashrate: Math.round(weakestMiner.terahashes * 1e12),
      shares_per_minute: sharesPerMinute,
      // Off only behind a job declarator client, which sets difficulty itself.
      enable_vardiff: true,
      job_keepalive_interval_secs: keepaliveSeconds,
    },
    upstreams: upstreams.map(({ endpoint, user }) => ({
      address: endpoint.host,
      port: BigInt(endpoint.port),
      authority_pubkey: endpoint.authorityKey,
      user_identity: user,
    })),
  };
  // TOML tells integers from floats, JavaScript does not: integers are given as bigint here, and numbers are floats.
  return stringify(config, { numbersAsFloat: true });
}

/** Users that say which address a block must pay, so that the translator can check it; it takes that for all or none. */
function namesPayout(user: string): boolean {
  return /^sri\/(?:solo|donate\/\d+)\/./.test(user);
}
