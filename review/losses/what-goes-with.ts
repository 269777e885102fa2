import { groupBy } from "../../site/group-by.ts";
import type { ResourceChange } from "../resources/resource-change.ts";
import { guards, isKueue } from "./gravity.ts";
import type { LeaseOf } from "./leases.ts";

/** What else is lost with something, and what it means for those who use it. */
export function whatGoesWith(
  { object, tenant, fate, deposed }: ResourceChange,
  lease: LeaseOf,
  within: readonly ResourceChange[],
): string[] {
  const stays = fate === "forgotten" ? ["it stays where it is, and nobody manages it any more"] : [];
  if (object === undefined || deposed !== undefined || fate === "forgotten") return stays;
  const { kind, apiVersion } = object;
  const leased = tenant === undefined ? undefined : lease(tenant);
  const runs = leased?.runs === true ? [`a lease that runs until ${leased.to}`] : [];
  if (kind === "Namespace") {
    const declared =
      within.length === 0 ? "" : `: ${countedKinds(within)} that are declared, and what users made`;
    return [`all that is in the namespace${declared}`, ...runs];
  }
  if (isKueue(apiVersion)) return [queueing[kind] ?? "what it says of queues holds no longer", ...runs];
  if (guards.includes(kind))
    return [unguarded[kind] ?? "what it refused is let through", ...meanwhile(fate), ...runs];
  return others[kind] === undefined ? [] : [others[kind]];
}

/** A replaced guard is back once the apply is through, if it gets through. */
function meanwhile(fate: ResourceChange["fate"]): string[] {
  return fate === "replaced"
    ? ["until the new one is there, and for good where the apply stops in between"]
    : [];
}

const queueing: Readonly<Record<string, string>> = {
  ClusterQueue: "jobs are not admitted, and those that run by it may be put back",
  LocalQueue: "jobs that name it are not admitted",
  ResourceFlavor: "queues that name it are inactive, and admit nothing",
  Topology: "flavors that name it admit nothing",
  AdmissionCheck: "queues that ask for it are inactive, and admit nothing",
};

const unguarded: Readonly<Record<string, string>> = {
  LimitRange: "pods that say nothing get no defaults, and are refused by a quota or unbounded without one",
  NetworkPolicy: "what it kept out is let through, and what it alone let through is kept out",
  ResourceQuota: "nothing bounds what its namespace takes",
  ValidatingAdmissionPolicy: "what it refused is let through",
  ValidatingAdmissionPolicyBinding: "its policy refuses nothing where it was bound",
  ValidatingWebhookConfiguration: "what it refused is let through",
};

const others: Readonly<Record<string, string>> = {
  CustomResourceDefinition: "all objects of its kind, in every namespace",
  PersistentVolumeClaim: "the data, unless its volume is retained",
  Secret: "pods that refer to it do not start",
  ServiceAccount: "pods that run as it do not start, and its tokens end",
  Deployment: "its pods",
  Job: "its pods, and what they have not finished",
  Service: "its address",
  PriorityClass: "pods that name it are refused",
  RuntimeClass: "pods that name it are refused",
  RoleBinding: "those who are bound lose their rights",
  ClusterRoleBinding: "those who are bound lose their rights",
};

/** `2 ResourceQuotas, 1 Role`. */
function countedKinds(changes: readonly ResourceChange[]): string {
  const kinds = [...groupBy(changes, ({ object, type }) => object?.kind ?? type ?? "resource")].sort();
  return kinds.map(([kind, of]) => `${of.length} ${of.length === 1 ? kind : plural(kind)}`).join(", ");
}

function plural(kind: string): string {
  return kind
    .replace(/y$/, "ie")
    .replace(/(?:s|ss)$/, "$&e")
    .concat("s");
}
