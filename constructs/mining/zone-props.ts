import type { Hashrate } from "../../site/units/index.ts";
import type { SiteIdentity } from "../identity.ts";
import type { JobDeclarator } from "./job-declarator.ts";
import type { PoolSet } from "./pools.ts";
import type { ProxyKind } from "./proxy.ts";

export interface MiningZoneProps {
  readonly site: SiteIdentity;
  /** The power zone's name: a DNS label of at most 40 characters. */
  readonly name: string;
  /** The pools its miners work for, on at least two hosts. */
  readonly poolSet: PoolSet;
  readonly proxy: MiningZoneProxy;
  /** The networks of its miners, as IPv4 blocks: at least one. Nothing else reaches the proxy. */
  readonly asicNetworks: readonly string[];
  /** What tenants' prefixes are taken from: never reached, not even where they are public addresses. @default - none */
  readonly tenantPrefixes?: readonly string[] | undefined;
  /** Hashrate of one miner of its weakest model. */
  readonly weakestMiner: Hashrate;
  /** @default - the cluster's default priority */
  readonly priorityClassName?: string | undefined;
  /** The namespace that metrics are read from. @default 'monitoring' */
  readonly monitoringNamespace?: string | undefined;
  /** Whose hashrate it is, where it is a customer's. @default - the operator's own */
  readonly owner?: string | undefined;
}

export interface MiningZoneProxy {
  /** Farm Proxy takes Stratum V1 pools and splits hashrate over groups; the translator takes Stratum V2 pools of one group. */
  readonly kind: ProxyKind;
  /** Where miners connect. @default - 3333 for Farm Proxy, 34255 for the translator */
  readonly port?: number | undefined;
  /**
   * The container image. Another release may want another configuration.
   * @default - the release that the configuration is written for
   */
  readonly image?: string | undefined;
  /** The service nodes it runs on: at least two. See `miningServiceRole`. */
  readonly serviceNodes: string;
  /**
   * Where miners find it. An IPv4 address is what the Service asks for; a name is for miners, and leads there by means
   * of its own. @default - whatever serves load balancers in the cluster gives it one
   */
  readonly address?: string | undefined;
  /** Between the translator and its pools: the site chooses the transactions itself. @default - the pools choose */
  readonly jobDeclarator?: JobDeclarator | undefined;
}
