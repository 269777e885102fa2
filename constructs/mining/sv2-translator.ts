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
  /** Stratum V2 pools, in order of failover; or the job declarator client before them. */
  readonly upstreams: readonly Upstream[];
  /** Hashrate of the weakest model that connects: what a miner's first difficulty is set for. */
  readonly weakestMiner: Hashrate;
  /** Whether the translator sets each miner's difficulty. Off only behind a job declarator client, which does. @default true */
  readonly setsDifficulty?: boolean | undefined;
}

/** A value of the translator's configuration. An integer is a bigint: TOML tells it from a float, JavaScript does not. */
export type SettingValue = string | boolean | bigint | number | readonly bigint[];

/** Settings by key, and those below a key. */
export interface Settings {
  readonly [key: string]: SettingValue | Settings | readonly Settings[];
}

/**
 * What the Stratum V2 translator is told, in the keys of sv2-apps 0.8 (crate `translator_sv2` 0.6): older releases want
 * a user at the top and none at the upstreams.
 */
export function sv2TranslatorSettings(props: Sv2TranslatorConfigProps) {
  const { port, monitoringPort, upstreams, weakestMiner, setsDifficulty = true } = props;
  return {
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
      enable_vardiff: setsDifficulty,
      job_keepalive_interval_secs: keepaliveSeconds,
    },
    upstreams: upstreams.map(({ endpoint, user }) => ({
      address: endpoint.host,
      port: BigInt(endpoint.port),
      authority_pubkey: endpoint.authorityKey ?? "",
      user_identity: user,
    })),
  } satisfies Settings;
}

/** The translator's configuration as the file it reads. It refuses to start where a key that it needs is missing. */
export function sv2TranslatorConfig(props: Sv2TranslatorConfigProps): string {
  return stringify(sv2TranslatorSettings(props), { numbersAsFloat: true });
}

/**
 * The user that a pool sees, of the one it is configured with. All miners share a channel, which is opened for the account
 * alone: whatever the worker was called, so that at the pool the zones of one account are told apart by nothing but the
 * extension for workers. Source: crate `translator_sv2` 0.6.0, src/lib/utils.rs; seen with the program.
 */
export function channelUser(user: string): string {
  return user.startsWith("sri/") ? user : `${user.split(".")[0]}.translator-proxy`;
}

/** Users that say which address a block must pay, so that the translator can check it; it takes that for all or none. */
function namesPayout(user: string): boolean {
  return /^sri\/(?:solo|donate\/\d+)\/./.test(user);
}
