import { expect } from "vitest";
import { aboutOneself, everybody, everyVerb, mayNot, resourcesWithRights } from "../access-review.ts";
import type { Check } from "../check.ts";
import { servedResources } from "../served.ts";
import { present } from "../site-under-test.ts";

/** What a tenant sees and changes outside its namespaces. */
export const accessChecks: readonly Check[] = [
  {
    name: "Nothing that is in no namespace can be seen or changed",
    benchmark: "MTB-PL1-CC-CPI-1",
    heldBy: ["RBAC"],
    run: async (trial) => {
      const clusterWide = (await servedResources(trial.site.operator)).filter(
        ({ namespaced, resource }) => !namespaced && !aboutOneself.test(resource),
      );
      expect(clusterWide.map(({ resource }) => resource)).toEqual(
        expect.arrayContaining(["nodes", "namespaces", "clusterroles", "customresourcedefinitions"]),
      );
      await mayNot(trial, "admins", trial.site.own.as.admins, everyVerb(clusterWide));
      // Rights to what is in no namespace hold in every one, so the next check would find those of the others.
      trial.holders.add("RBAC");
    },
  },
  {
    name: "Nothing in another's namespace can be seen or changed: of a tenant, of mining, of the site, of the cluster",
    benchmark: "MTB-PL1-CC-TI-2",
    heldBy: ["RBAC"],
    run: async (trial) => {
      const { miningNamespace, operator, other, own } = trial.site;
      const namespaced = (await servedResources(operator)).filter((resource) => resource.namespaced);
      for (const namespace of [other.namespace, miningNamespace]) {
        await mayNot(trial, "admins", own.as.admins, everyVerb(namespaced, namespace));
      }
      let namespaces = 0;
      for await (const { metadata } of operator.list({ apiVersion: "v1", kind: "Namespace" })) {
        namespaces += 1;
        const isOwn = metadata.name === own.namespace;
        for (const [who, as] of everybody(trial)) {
          const rights = await resourcesWithRights(as, metadata.name);
          if (isOwn && who !== "its pods") expect(rights, who).toContain("pods");
          else expect(rights, `${who} in ${metadata.name}`).toEqual([]);
        }
      }
      expect(namespaces).toBeGreaterThan(8);
      trial.holders.add("RBAC");
    },
  },
  {
    name: "Nobody reads mining's configuration, the site's records, another's secrets, or lists across namespaces",
    heldBy: ["RBAC"],
    run: async (trial) => {
      const { miningNamespace, other } = trial.site;
      for (const path of [
        `/api/v1/namespaces/${miningNamespace}/configmaps`,
        `/api/v1/namespaces/${miningNamespace}/pods`,
        `/api/v1/namespaces/${other.namespace}/secrets/${present.secret}`,
        `/api/v1/namespaces/${other.namespace}/pods/${present.pod}`,
        "/api/v1/namespaces/busbar-system/configmaps",
        "/api/v1/namespaces/kube-system/configmaps",
        "/api/v1/pods",
        "/api/v1/secrets",
        "/apis/batch/v1/jobs",
        "/api/v1/nodes",
        "/api/v1/namespaces",
      ]) {
        await trial.forbidden({ method: "GET", path });
      }
    },
  },
  {
    name: "Nobody gets into another's pods, or through the API server to nodes, pods and services",
    heldBy: ["RBAC"],
    run: async (trial) => {
      const { other, own } = trial.site;
      const foreignPod = `/api/v1/namespaces/${other.namespace}/pods/${present.pod}`;
      const ownPod = `/api/v1/namespaces/${own.namespace}/pods/${present.pod}`;
      for (const path of [
        `${foreignPod}/log`,
        `${foreignPod}/exec?command=id`,
        `${foreignPod}/attach`,
        `${foreignPod}/portforward`,
        `${foreignPod}/proxy`,
        `${ownPod}/proxy`,
        `/api/v1/namespaces/${own.namespace}/services/web/proxy`,
        "/api/v1/nodes/nobodys/proxy/pods",
      ]) {
        await trial.forbidden({ method: "GET", path }, { connect: true });
      }
      await trial.forbidden({ method: "POST", path: `${foreignPod}/exec?command=id` }, { connect: true });
    },
  },
];
