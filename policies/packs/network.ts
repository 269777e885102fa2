import { asicReach } from "../network/asic-reach.ts";
import { clientAddressLost } from "../network/client-address-lost.ts";
import { externalIps } from "../network/external-ips.ts";
import { isolatedMining } from "../network/isolated-mining.ts";
import { loadBalancerSources } from "../network/load-balancer-sources.ts";
import { openEgress } from "../network/open-egress.ts";
import { openIngress } from "../network/open-ingress.ts";
import { overlappingPrefixes } from "../network/overlapping-prefixes.ts";
import { policySelectsNothing } from "../network/policy-selects-nothing.ts";
import { publicAddresses } from "../network/public-addresses.ts";
import type { AnyRule } from "../rule.ts";

/** Who reaches whom. */
export const network: readonly AnyRule[] = [
  asicReach,
  clientAddressLost,
  externalIps,
  isolatedMining,
  loadBalancerSources,
  openEgress,
  openIngress,
  overlappingPrefixes,
  policySelectsNothing,
  publicAddresses,
];
