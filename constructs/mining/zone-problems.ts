import { jobDeclaratorProblems } from "../../site/mining/job-declarator.ts";
import { proxyPortProblem } from "../../site/mining/proxy-address.ts";
import { cidrProblem } from "../../site/network/cidr.ts";
import { name as nameRule } from "../../site/schema/values.ts";
import type { UpstreamGroup } from "./pools.ts";
import type { StratumProxy } from "./proxy.ts";
import type { MiningZoneProps } from "./zone-props.ts";

interface Resolved {
  readonly proxy: StratumProxy;
  readonly port: number;
  readonly groups: readonly UpstreamGroup[];
}

/** What is wrong with a mining zone beside its pools: each with what was found and how to mend it. */
export function zoneProblems(props: MiningZoneProps, { proxy, port, groups }: Resolved): readonly string[] {
  return [
    ...nameProblems(props),
    ...networkProblems(props.asicNetworks),
    ...portProblems(props, port),
    ...declaratorProblems(props, groups),
    ...proxy.problems(groups, props.weakestMiner),
  ];
}

function nameProblems({ name, proxy }: MiningZoneProps): string[] {
  const names = { zone: name, "service nodes": proxy.serviceNodes };
  return Object.entries(names).flatMap(([what, value]) => {
    const problem = nameRule.safeParse(value).error?.issues[0]?.message;
    return problem === undefined ? [] : [`${what}: ${problem}`];
  });
}

function networkProblems(networks: readonly string[]): string[] {
  if (networks.length > 0) return [...new Set(networks)].flatMap((cidr) => cidrProblem(cidr) ?? []);
  return [
    "asicNetworks is empty: nothing may connect but what is named; give the networks of the zone's miners",
  ];
}

function portProblems({ proxy: { kind, jobDeclarator } }: MiningZoneProps, port: number): string[] {
  const taken = proxyPortProblem(kind, port, jobDeclarator !== undefined);
  return [
    ...(Number.isInteger(port) && port >= 1024 && port <= 65_535
      ? []
      : [`port ${port}: give a whole number from 1024 to 65535; below is for root only`]),
    ...(taken === undefined ? [] : [taken]),
  ];
}

function declaratorProblems({ proxy }: MiningZoneProps, groups: readonly UpstreamGroup[]): string[] {
  const { kind, jobDeclarator } = proxy;
  if (jobDeclarator === undefined) return [];
  if (kind !== "sv2-translator") {
    return [`jobDeclarator: ${kind} cannot work behind one: use sv2-translator, or remove it`];
  }
  const hosts = groups.flatMap(({ upstreams }) => upstreams.map(({ endpoint }) => endpoint.host));
  return jobDeclaratorProblems(jobDeclarator, hosts).map(
    ({ path, message }) => `jobDeclarator.${path.join(".")}: ${message}`,
  );
}
