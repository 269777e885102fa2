import type { Job } from "../../constructs/kubernetes/index.ts";
import { localQueueName } from "../../constructs/tenant-admission.ts";
import { type AcceptancePodOptions, acceptancePod } from "./acceptance-pod.ts";
import { gangAffinity, gangLabel } from "./gang-affinity.ts";
import type { NodeGroup } from "./node-groups.ts";
import type { WorkShare } from "./work-split.ts";

/** Label of acceptance jobs and of their pods: the tenant. */
export const acceptanceLabel = "busbar.dev/acceptance";

export const queueLabel = "kueue.x-k8s.io/queue-name";

/** One job of a tenant's acceptance. */
export interface AcceptanceJob {
  readonly tenant: string;
  readonly group: NodeGroup;
  readonly object: Job;
  readonly pods: number;
  /** Pods that must share a scale-up domain: so many that follow each other by their index. Undefined where none must. */
  readonly gangSize: number | undefined;
  /** Jobs of a step follow those of the step before: what takes whole domains or nodes must find them empty. */
  readonly step: Step;
}

/** Gangs, then whole nodes, then what fits into the rest. */
export type Step = 0 | 1 | 2;

/**
 * The jobs that ask for all of a tenant's nodes: they conform to Pod Security `restricted` and to the site's admission
 * policies, as the tenant's own would have to.
 *
 * @param throughQueues Whether Kueue starts them and keeps gangs together; without it, affinity does.
 */
export function acceptanceJobs(
  tenant: string,
  shares: readonly WorkShare[],
  throughQueues: boolean,
): AcceptanceJob[] {
  return shares.flatMap((share) => [
    ...gangJobs(tenant, share, throughQueues),
    ...wholeNodeJobs(tenant, share, throughQueues),
    ...partJobs(tenant, share, throughQueues),
  ]);
}

function gangJobs(tenant: string, share: WorkShare, throughQueues: boolean): AcceptanceJob[] {
  const { namespace, group, gangs } = share;
  const { gang } = group;
  if (gang === undefined || gangs === 0) return [];
  const { size, topologyKey } = gang;
  const of = { tenant, share, throughQueues, parts: group.parts, step: 0 as const, gangSize: size };
  if (throughQueues) {
    const annotations = {
      "kueue.x-k8s.io/podset-slice-required-topology": topologyKey,
      "kueue.x-k8s.io/podset-slice-size": String(size),
    };
    return [job({ ...of, name: `accept-${group.name}-gangs`, pods: gangs * size, annotations })];
  }
  return Array.from({ length: gangs }, (_, index) => {
    const name = `accept-${group.name}-gang-${index + 1}`;
    // The name of the gang must differ between namespaces, since domains are shared by them.
    const id = `${namespace}.${index + 1}`;
    return job({
      ...of,
      name,
      pods: size,
      labels: { [gangLabel]: id },
      affinity: gangAffinity(id, topologyKey, tenant),
    });
  });
}

function wholeNodeJobs(tenant: string, share: WorkShare, throughQueues: boolean): AcceptanceJob[] {
  const { group, whole } = share;
  if (whole === 0) return [];
  const step = group.gang === undefined ? 0 : 1;
  const name = `accept-${group.name}`;
  return [job({ tenant, share, throughQueues, name, pods: whole, parts: group.parts, step })];
}

function partJobs(tenant: string, share: WorkShare, throughQueues: boolean): AcceptanceJob[] {
  if (share.parts === 0) return [];
  const name = `accept-${share.group.name}-parts`;
  return [job({ tenant, share, throughQueues, name, pods: share.parts, parts: 1, step: 2 })];
}

interface JobOptions extends AcceptancePodOptions {
  readonly throughQueues: boolean;
  readonly name: string;
  readonly pods: number;
  readonly step: Step;
  readonly gangSize?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

function job(options: JobOptions): AcceptanceJob {
  const { tenant, share, throughQueues, name, pods, step, gangSize, annotations } = options;
  const labels = { [acceptanceLabel]: tenant };
  return {
    tenant,
    group: share.group,
    pods,
    gangSize,
    step,
    object: {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: {
        name,
        namespace: share.namespace,
        labels: { ...labels, [queueLabel]: localQueueName },
      },
      spec: {
        completionMode: "Indexed",
        completions: pods,
        parallelism: pods,
        backoffLimit: 0,
        // The webhook of Kueue would suspend it, where it is installed.
        suspend: throughQueues,
        template: {
          metadata: { labels: { ...labels, ...options.labels }, ...(annotations && { annotations }) },
          spec: acceptancePod(options),
        },
      },
    },
  };
}
