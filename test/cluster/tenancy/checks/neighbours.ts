import type { Check } from "../check.ts";
import { container, object } from "../objects.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A term that keeps every pod of every namespace out of a place. */
function everybody(topologyKey: string) {
  return { labelSelector: {}, namespaceSelector: {}, topologyKey };
}

/** What JobSet's webhook writes into a pod whose job is to have a topology domain for itself. */
function exclusive(topologyKey: string) {
  const key = "jobset.sigs.k8s.io/job-key";
  const terms = (expressions: Fields[]) => ({
    requiredDuringSchedulingIgnoredDuringExecution: [
      { labelSelector: { matchExpressions: expressions }, namespaceSelector: {}, topologyKey },
    ],
  });
  return {
    podAffinity: terms([{ key, operator: "In", values: ["a"] }]),
    podAntiAffinity: terms([
      { key, operator: "Exists" },
      { key, operator: "NotIn", values: ["a"] },
    ]),
  };
}

/** What a pod takes from those that run beside it, or ran before it. */
export const neighbourChecks: readonly Check[] = [
  {
    name: "No pod keeps another tenant's pods, or mining's, off any node",
    heldBy: ["busbar-tenant-pods"],
    run: async (trial) => {
      const { miningNamespace, own } = trial.site;
      const zone = "topology.busbar.dev/power-zone";
      const rack = "topology.busbar.dev/rack";
      const ownTenant = { matchLabels: { "busbar.dev/tenant": own.name } };
      const instead = {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { labelSelector: {}, topologyKey: zone },
              { labelSelector: {}, topologyKey: zone, namespaces: [own.namespace] },
              { labelSelector: {}, topologyKey: zone, namespaceSelector: ownTenant },
            ],
          },
        },
      };
      const wrong = [
        everybody(zone),
        everybody("kubernetes.io/hostname"),
        { labelSelector: {}, namespaces: [miningNamespace], topologyKey: zone },
        { labelSelector: {}, namespaceSelector: ownTenant, namespaces: [miningNamespace], topologyKey: zone },
      ];
      for (const term of wrong) {
        for (const kind of ["podAffinity", "podAntiAffinity"]) {
          for (const list of [
            { requiredDuringSchedulingIgnoredDuringExecution: [term] },
            { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: term }] },
          ]) {
            const affinity = { [kind]: list };
            await trial.deniedPod(
              "affinity and anti-affinity to pods of other tenants",
              { affinity },
              instead,
            );
          }
        }
      }
      await trial.deniedPod(
        "affinity and anti-affinity to pods of other tenants",
        { affinity: exclusive(zone) },
        { affinity: exclusive(rack) },
      );
    },
  },
  {
    name: "No pod has a priority that is not for tenants",
    heldBy: ["busbar-tenant-pods", "RBAC"],
    run: async (trial) => {
      for (const priorityClassName of ["system-node-critical", "system-cluster-critical", "busbar-mining"]) {
        await trial.deniedPod(
          "only the priority class busbar-firm",
          { priorityClassName },
          { priorityClassName: "busbar-firm" },
        );
      }
      await trial.forbiddenToCreate(
        object("scheduling.k8s.io/v1", "PriorityClass", { name: "mine" }, { value: 1_000_000 }),
      );
    },
  },
  {
    name: "No pod takes an image that lies on a node without asking for it",
    benchmark: "MTB-PL1-CC-DI-1",
    heldBy: ["busbar-tenant-pods"],
    run: async (trial) => {
      const says = "imagePullPolicy must be Always";
      for (const imagePullPolicy of ["IfNotPresent", "Never"]) {
        const other = { ...container, name: "other", imagePullPolicy };
        await trial.deniedPod(says, { containers: [container, other] });
        await trial.deniedPod(says, { initContainers: [other] });
      }
      const image = (pullPolicy: string) => ({
        volumes: [{ name: "model", image: { reference: "registry.example.com/model:1", pullPolicy } }],
      });
      await trial.deniedPod(says, image("IfNotPresent"), image("Always"));
    },
  },
];
