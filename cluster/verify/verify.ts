import { type Connect, type ReachedCluster, reachClusters } from "../apply/reach.ts";
import { asRefusal } from "../apply/refused.ts";
import type { DeclaredStack } from "../declared.ts";
import { compareNodes } from "../enroll/compare.ts";
import { listNodes } from "../enroll/live-node.ts";
import { objectKey } from "../live/object-key.ts";
import type { SiteNode } from "../nodes/site-node.ts";
import { type Progress, silent } from "../progress.ts";
import type { ObjectFinding, VerifiedStack, VerifyResult } from "./findings.ts";
import { verifyObjects } from "./objects.ts";

export interface VerifyOptions {
  /** The site's name. */
  readonly site: string;
  readonly connect: Connect;
  /** Names of the stacks to verify. @default - all */
  readonly stacks?: readonly string[];
  /** The nodes of all clusters of the site. @default - nodes are not looked at */
  readonly nodes?: readonly SiteNode[];
  /** Objects a page of a list. @default 500 */
  readonly pageSize?: number;
  readonly progress?: Progress;
}

/**
 * Compares what is live with what a site declares, and changes nothing. What is live is read by one list of each kind;
 * only declared objects that are in no list, for lack of their labels, are asked for one by one.
 *
 * @throws Refusal where it cannot be known: a cluster that does not answer, or something that may not be read.
 */
export async function verifyStacks(
  stacks: readonly DeclaredStack[],
  { connect, stacks: names, ...options }: VerifyOptions,
): Promise<VerifyResult> {
  const clusters = await reachClusters(
    stacks,
    connect,
    ({ name }) => names === undefined || names.includes(name),
  );
  const results: VerifyResult[] = [];
  for (const cluster of clusters) {
    try {
      results.push(await verifyCluster(cluster, options));
    } catch (error) {
      throw asRefusal(cluster.live, error);
    }
  }
  return {
    stacks: results.flatMap((result) => result.stacks),
    findings: results.flatMap(({ findings }) => findings),
    nodes: results.flatMap(({ nodes }) => nodes),
  };
}

async function verifyCluster(
  cluster: ReachedCluster,
  { site, nodes, pageSize, progress = silent }: Omit<VerifyOptions, "connect" | "stacks">,
): Promise<VerifyResult> {
  const { live, stacks } = cluster;
  const done = progress.step(`Verifying what ${live.context} holds`);
  const objects = await verifyObjects(cluster, site, pageSize);
  const result = {
    stacks: stacks.map((stack) => verifiedStack(cluster.name, stack, objects)),
    findings: objects,
    nodes: nodes === undefined ? [] : await verifyNodes(cluster, nodes, site),
  };
  done(`${result.findings.length + result.nodes.length} differences`);
  return result;
}

function verifiedStack(
  cluster: string,
  { name, objects }: DeclaredStack,
  findings: readonly ObjectFinding[],
): VerifiedStack {
  const own = findings.filter(({ stack }) => stack === name);
  const count = (isMeant: (finding: ObjectFinding) => boolean) =>
    new Set(own.filter(isMeant).map(({ object }) => objectKey(object))).size;
  const isMissing = ({ kind }: ObjectFinding) => kind === "missing" || kind === "kind-not-served";
  return {
    name,
    cluster,
    objects: objects.length,
    missing: count(isMissing),
    differing: count((finding) => !isMissing(finding)),
  };
}

async function verifyNodes(
  { live, names }: ReachedCluster,
  nodes: readonly SiteNode[],
  site: string,
): Promise<VerifyResult["nodes"]> {
  const own = nodes.filter(({ cluster }) => names.includes(cluster));
  const elsewhere = new Set(nodes.filter((node) => !own.includes(node)).map(({ name }) => name));
  const findings = compareNodes(await listNodes(live), own, { site, elsewhere });
  return findings.map((finding) => ({ cluster: names[0] ?? "", ...finding }));
}
