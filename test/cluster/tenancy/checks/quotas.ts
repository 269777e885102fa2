import { expect } from "vitest";
import type { Check } from "../check.ts";
import { container, object, onOwnNodes, pod } from "../objects.ts";
import { servedResources } from "../served.ts";
import { roles } from "../site-under-test.ts";
import type { Trial } from "../trial.ts";

type Hard = Readonly<Record<string, string>>;

async function hardOf({ site: { operator, own } }: Trial, name: string): Promise<Hard> {
  const quota = await operator.get(object("v1", "ResourceQuota", { name, namespace: own.namespace }));
  if (quota === undefined) throw new Error(`there is no quota "${name}"`);
  return (quota["spec"] as { hard: Hard }).hard;
}

/** The quota's name of what is counted of a resource. */
function counted(group: string, resource: string): string[] {
  return group === "" ? [resource, `count/${resource}`] : [`count/${resource}.${group}`];
}

/** What a tenant can use up. */
export const quotaChecks: readonly Check[] = [
  {
    name: "Nobody writes quotas or limits",
    benchmark: "MTB-PL1-CC-TI-1",
    heldBy: ["RBAC"],
    run: async (trial) => {
      const { namespace } = trial.site.own;
      const path = `/api/v1/namespaces/${namespace}/resourcequotas`;
      const mine = object(
        "v1",
        "ResourceQuota",
        { name: "mine", namespace },
        { spec: { hard: { pods: "1" } } },
      );
      await trial.forbiddenToCreate(mine);
      for (const name of ["leased", "objects"]) {
        const body = { spec: { hard: { pods: "100000" } } };
        await trial.forbidden({ method: "PATCH", path: `${path}/${name}`, body });
        await trial.forbidden({
          method: "PATCH",
          path: `${path}/${name}/status`,
          body: { status: body.spec },
        });
        await trial.forbidden({ method: "DELETE", path: `${path}/${name}` });
      }
      await trial.forbidden({ method: "DELETE", path });
      const limits = [{ type: "Container", max: { cpu: "1" } }];
      await trial.forbiddenToCreate(
        object("v1", "LimitRange", { name: "mine", namespace }, { spec: { limits } }),
      );
      await trial.forbiddenToChange(object("v1", "LimitRange", { name: "defaults", namespace }));
    },
  },
  {
    name: "Pods ask for no more than was leased",
    benchmark: "MTB-PL1-CC-FNS-1",
    heldBy: ["ResourceQuota"],
    run: async (trial) => {
      const { name, namespace } = trial.site.own;
      const hard = await hardOf(trial, "leased");
      const asking = (requests: Hard, limits: Hard = {}) =>
        pod(namespace, "large", {
          ...onOwnNodes(name),
          containers: [{ ...container, resources: { requests, limits } }],
        });
      const gpus = Number(hard["requests.nvidia.com/gpu"]);
      expect(gpus).toBeGreaterThan(0);
      const gpu = (count: number) => ({ "nvidia.com/gpu": String(count) });
      await trial.denied(
        "ResourceQuota",
        "exceeded quota: leased",
        asking(gpu(gpus + 1), gpu(gpus + 1)),
        asking(gpu(gpus), gpu(gpus)),
      );
      for (const resource of ["cpu", "memory"]) {
        const whole = hard[`requests.${resource}`] ?? "";
        const beyond = resource === "cpu" ? String(Number(whole) + 1) : whole.replace("Gi", "Ti");
        await trial.denied("ResourceQuota", "exceeded quota: leased", asking({ [resource]: beyond }));
      }
    },
  },
  {
    name: "Whatever can be created is counted, so that no tenant fills the store that all share",
    benchmark: "MTB-PL1-CC-FNS-2",
    heldBy: ["ResourceQuota"],
    run: async (trial) => {
      const { operator, own } = trial.site;
      const hard = { ...(await hardOf(trial, "leased")), ...(await hardOf(trial, "objects")) };
      expect(hard).toMatchObject({ "services.nodeports": "0", "services.loadbalancers": "0" });
      const creatable: string[] = [];
      for (const { group, resource, subresource, namespaced, verbs } of await servedResources(operator)) {
        if (!namespaced || subresource !== undefined || !verbs.includes("create")) continue;
        for (const role of roles) {
          const attributes = { verb: "create", group, resource, namespace: own.namespace };
          if (!(await trial.may(own.as[role], attributes))) continue;
          creatable.push(resource);
          expect(
            counted(group, resource).some((name) => name in hard),
            `${resource} of "${group}" has no limit`,
          ).toBe(true);
        }
      }
      expect(creatable).toEqual(expect.arrayContaining(["pods", "configmaps", "jobs", "secrets"]));

      // The counts are held: with the limit at what is there, the next one is refused.
      const quota = object("v1", "ResourceQuota", { name: "objects", namespace: own.namespace });
      const path = `/api/v1/namespaces/${own.namespace}/resourcequotas/objects`;
      const limit = (configmaps: string) =>
        operator.request("PATCH", path, {
          body: { spec: { hard: { configmaps } } },
          contentType: "application/merge-patch+json",
        });
      const before = (await operator.get(quota))?.["status"] as { used: Hard };
      const config = (name: string) => object("v1", "ConfigMap", { name, namespace: own.namespace });
      await own.as.users.create(config("fits"), { dryRun: true });
      await limit(before.used["configmaps"] ?? "");
      try {
        await trial.deniedSoon("ResourceQuota", "exceeded quota: objects", config("one-too-many"));
      } finally {
        await limit(hard["configmaps"] ?? "");
      }
    },
  },
];
