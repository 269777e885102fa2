import type { V1PodSpec } from "@kubernetes/client-node";
import type { Plain } from "../../constructs/kubernetes/index.ts";
import type { JudgedObject, Subject } from "../rule.ts";

export type PodSpec = Plain<V1PodSpec>;
export type Container = PodSpec["containers"][number];

/** A pod that an object is or makes. */
export interface JudgedPod {
  readonly judged: JudgedObject;
  /** Where in the object its spec is, such as `spec.template.spec`. */
  readonly field: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: PodSpec;
}

type Fields = Readonly<Record<string, unknown>>;

/** Where the kinds that make pods hold their template; a pod is one itself. */
const templates: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Pod: [[]],
  Deployment: [["spec", "template"]],
  ReplicaSet: [["spec", "template"]],
  StatefulSet: [["spec", "template"]],
  DaemonSet: [["spec", "template"]],
  Job: [["spec", "template"]],
  CronJob: [["spec", "jobTemplate", "spec", "template"]],
  LeaderWorkerSet: [
    ["spec", "leaderWorkerTemplate", "leaderTemplate"],
    ["spec", "leaderWorkerTemplate", "workerTemplate"],
  ],
};

/** Every pod that the objects are or make. What another of the objects made is judged there, once. */
export function podsOf({ objects }: Subject): JudgedPod[] {
  const present = new Set(
    objects.map(({ object: { kind, metadata } }) => key(kind, metadata.namespace, metadata.name)),
  );
  return objects
    .filter(({ object: { metadata } }) =>
      ownersOf(metadata).every(({ kind, name }) => !present.has(key(kind, metadata.namespace, name))),
    )
    .flatMap(podsIn);
}

/** Whether something else made a live object. */
export function hasOwner({ metadata }: JudgedObject["object"]): boolean {
  return ownersOf(metadata).length > 0;
}

/** Who made a live object. */
function ownersOf(metadata: object): readonly { readonly kind: string; readonly name: string }[] {
  const { ownerReferences } = metadata as {
    readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
  };
  return ownerReferences ?? [];
}

function key(kind: string, namespace: string | undefined, name: string): string {
  return `${kind} ${namespace ?? ""}/${name}`;
}

function podsIn(judged: JudgedObject): JudgedPod[] {
  const { object } = judged;
  if (object.kind === "JobSet") return jobSetPods(judged);
  return (templates[object.kind] ?? []).flatMap((path) => podAt(judged, path));
}

function jobSetPods(judged: JudgedObject): JudgedPod[] {
  const jobs = at(judged.object, ["spec", "replicatedJobs"]);
  if (!Array.isArray(jobs)) return [];
  return jobs.flatMap((_, index) =>
    podAt(judged, ["spec", "replicatedJobs", String(index), "template", "spec", "template"]),
  );
}

function podAt(judged: JudgedObject, path: readonly string[]): JudgedPod[] {
  const template = at(judged.object, path);
  if (!isFields(template) || !isFields(template["spec"])) return [];
  const metadata = isFields(template["metadata"]) ? template["metadata"] : {};
  const field = [...path, "spec"].join(".").replace(/\.(\d+)/g, "[$1]");
  const labels = (metadata["labels"] ?? {}) as Readonly<Record<string, string>>;
  return [{ judged, field, labels, spec: template["spec"] as unknown as PodSpec }];
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((fields, name) => (isFields(fields) ? fields[name] : undefined), value);
}

/** Lists too, by their indexes. */
function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}
