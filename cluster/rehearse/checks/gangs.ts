import { groupBy } from "../../../site/group-by.ts";
import type { SiteNode } from "../../nodes/site-node.ts";
import type { ObservedPod } from "../pods.ts";
import { type CheckResult, checked, count } from "../result.ts";
import type { Acceptance } from "../run-acceptance.ts";
import type { Observation } from "./own-racks.ts";

/** No two pods of a gang are in different scale-up domains, and no job of racks on a fabric leaves it. */
export function checkGangs({ tenant, jobs }: Acceptance, observed: Observation): CheckResult[] {
  const pods = groupBy(observed.pods, ({ namespace, labels }) => `${namespace}/${labels[jobLabel]}`);
  const podsOf = ({ object: { metadata } }: Acceptance["jobs"][number]) =>
    pods.get(`${metadata.namespace}/${metadata.name}`) ?? [];
  const gangs = jobs.flatMap((job) => {
    const { gangSize, object } = job;
    if (gangSize === undefined) return [];
    const byGang = groupBy(podsOf(job), ({ labels }) =>
      String(Math.floor(Number(labels[indexLabel]) / gangSize)),
    );
    return Array.from({ length: job.pods / gangSize }, (_, index) => ({
      name: `gang ${index + 1} of ${object.metadata.name}`,
      members: byGang.get(String(index)) ?? [],
    }));
  });
  const onFabrics = jobs
    .filter(({ group }) => group.nodes.some(({ fabric }) => fabric !== undefined))
    .map((job) => ({ name: job.object.metadata.name, members: podsOf(job) }));
  const of = tenant.name;
  return [
    ...together(
      { check: "scale-up domains", of, set: "gang" },
      gangs,
      observed,
      (node) => node.scaleUpDomain,
    ),
    ...together({ check: "fabrics", of, set: "job" }, onFabrics, observed, (node) => node.fabric),
  ];
}

const jobLabel = "batch.kubernetes.io/job-name";
const indexLabel = "batch.kubernetes.io/job-completion-index";

/** Pods that belong together. */
interface PodSet {
  readonly name: string;
  readonly members: readonly ObservedPod[];
}

function together(
  { check, of, set }: { readonly check: string; readonly of: string; readonly set: string },
  sets: readonly PodSet[],
  { nodes }: Observation,
  domainOf: (node: SiteNode) => string | undefined,
): CheckResult[] {
  if (sets.length === 0) return [];
  const domains = sets.map(({ name, members }) => ({
    name,
    domains: new Set(
      members.flatMap(({ node }) => {
        const found = nodes.get(node ?? "");
        return found === undefined ? [] : [domainOf(found) ?? "none"];
      }),
    ),
  }));
  const torn = domains.filter((set) => set.domains.size !== 1);
  return [
    checked(
      {
        check,
        of,
        expected: `${count(sets.length, set)}, each within one`,
        found: `${sets.length - torn.length} within one`,
      },
      torn.map(({ name, domains: found }) =>
        found.size === 0 ? `${name} runs nowhere` : `${name} is spread over ${[...found].sort().join(", ")}`,
      ),
    ),
  ];
}
