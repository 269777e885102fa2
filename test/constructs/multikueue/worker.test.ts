import { expect, test } from "vitest";
import type { PlainObject } from "../../../constructs/kubernetes/index.ts";
import { MultiKueueWorker } from "../../../constructs/multikueue/worker.ts";
import { rules } from "../../../policies/packs/index.ts";
import { declaredBy, judged } from "../../policies/judged.ts";
import { objectOf, objectsIn, testStack } from "../../support/app.ts";
import { racks, siteFiles } from "./declared.ts";

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

const filesOfSite = () => siteFiles("north", [racks("h200", 1)]);

function ofAccount(kind: string): Readonly<Record<string, unknown>>[] {
  return objectsIn(filesOfSite()).filter(
    (object) =>
      object["kind"] === kind && (object["metadata"] as { name: string }).name.includes("multikueue-acme"),
  );
}

test("Its queue leads to the quota that the tenant's racks have at the site", () => {
  const queues = objectsIn(filesOfSite()).filter(({ kind }) => kind === "LocalQueue");
  expect(
    queues
      .map(({ metadata, spec }) => {
        const { namespace, name } = metadata as { namespace: string; name: string };
        return `${namespace}/${name} → ${(spec as { clusterQueue: string }).clusterQueue}`;
      })
      .sort(),
  ).toEqual([
    "acme-serve/fleet → acme",
    "acme-serve/leased → acme",
    "acme-train/fleet → acme",
    "acme-train/leased → acme",
  ]);
});

test("The manager's account is in no namespace of the tenant, and brings no token", () => {
  const account = objectOf(filesOfSite(), "ServiceAccount", "multikueue-acme");
  expect(account).toMatchObject({
    metadata: { namespace: "busbar-system" },
    automountServiceAccountToken: false,
  });
  for (const kind of ["RoleBinding", "ClusterRoleBinding"]) {
    for (const { subjects } of ofAccount(kind))
      expect(subjects).toEqual([
        { kind: "ServiceAccount", name: "multikueue-acme", namespace: "busbar-system" },
      ]);
  }
});

test("It reads everywhere, writes in the tenant's namespaces alone, and never more than jobs and their workloads", () => {
  const roles = new Map(
    ofAccount("ClusterRole").map(({ metadata, rules }) => [
      (metadata as { name: string }).name,
      rules as readonly Rule[],
    ]),
  );
  const boundBy = (kind: string) =>
    ofAccount(kind).map(({ metadata, roleRef }) => {
      const { namespace } = metadata as { namespace?: string };
      return {
        namespace,
        verbs: new Set(roles.get((roleRef as { name: string }).name)?.flatMap(({ verbs }) => verbs)),
      };
    });
  expect(boundBy("ClusterRoleBinding")).toEqual([
    { namespace: undefined, verbs: new Set(["get", "list", "watch"]) },
  ]);
  expect(
    boundBy("RoleBinding")
      .map(({ namespace }) => namespace)
      .sort(),
  ).toEqual(["acme-serve", "acme-train"]);
  const resources = [...roles.values()].flat().flatMap((rule) => rule.resources);
  expect([...new Set(resources)].sort()).toEqual(["jobs", "jobsets", "workloads", "workloads/status"]);
});

test("The rules find nothing wrong with a site whose tenant takes jobs from elsewhere", () => {
  const site = declaredBy("prince-george");
  const { stack, synth } = testStack();
  new MultiKueueWorker(stack, "worker", {
    site: { siteName: "prince-george" },
    tenant: "speech",
    namespaces: ["speech-serving"],
  });
  const added = objectsIn(synth()).map((object) => ({
    stack: "test",
    construct: [],
    object: object as unknown as PlainObject,
  }));
  const subject = { ...site, objects: [...site.objects, ...added] };
  for (const rule of rules.filter(({ id }) => id.startsWith("tenancy/"))) {
    expect(judged(rule, subject), rule.id).toEqual(judged(rule, site));
  }
});
