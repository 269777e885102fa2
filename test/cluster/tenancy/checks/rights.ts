import { expect } from "vitest";
import { nobodyMay } from "../access-review.ts";
import type { Check } from "../check.ts";
import { object } from "../objects.ts";
import type { Trial } from "../trial.ts";

/** Whether a tenant can change what it is held by. */
export const rightsChecks: readonly Check[] = [
  {
    name: "What the site declared in a tenant's namespace cannot be changed, and nothing passes for it",
    benchmark: "MTB-PL1-BC-CPI-2",
    heldBy: ["RBAC", "busbar-tenant-site-objects"],
    run: async (trial) => {
      const { declared, operator, own } = trial.site;
      const labelled = declared.stacks
        .flatMap(({ objects }) => objects)
        .filter(({ metadata }) => metadata.namespace === own.namespace);
      const kinds = new Map<string, number>();
      for (const { apiVersion, kind, metadata } of labelled) {
        if ((await operator.kind({ apiVersion, kind })) === undefined) continue;
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        const declaredObject = object(apiVersion, kind, { ...metadata });
        if (kind !== "ServiceAccount") {
          await trial.forbiddenToChange(declaredObject);
          continue;
        }
        // Admins have service accounts of their own, but this one is the site's.
        await trial.forbiddenToChange(declaredObject, { by: ["users", "viewers"] });
        await siteKeeps(trial, declaredObject);
      }
      expect([...kinds.keys()]).toEqual(
        expect.arrayContaining(["ResourceQuota", "LimitRange", "NetworkPolicy", "Role", "RoleBinding"]),
      );
      expect(kinds.get("ServiceAccount")).toBe(1);
      const labels = { "busbar.dev/site": "prince-george" };
      const config = (more: object) =>
        object("v1", "ConfigMap", { name: "mine", namespace: own.namespace, ...more });
      await trial.denied("busbar-tenant-site-objects", "are the site's", config({ labels }), config({}));
    },
  },
  {
    name: "Nobody gives himself rights, or others'",
    benchmark: "MTB-PL2-CC-TI-1",
    heldBy: ["RBAC"],
    run: async (trial) => {
      const { other, own } = trial.site;
      const rbac = "rbac.authorization.k8s.io";
      const { namespace } = own;
      const role = { verb: "", group: rbac, resource: "roles", namespace };
      await nobodyMay(trial, [
        { ...role, verb: "escalate" },
        { ...role, verb: "bind" },
        { verb: "bind", group: rbac, resource: "clusterroles", name: "cluster-admin" },
        { verb: "escalate", group: rbac, resource: "clusterroles" },
        { verb: "impersonate", resource: "users" },
        { verb: "impersonate", resource: "groups", name: "system:masters" },
        { verb: "impersonate", resource: "serviceaccounts", namespace },
        { verb: "impersonate", resource: "serviceaccounts", namespace: other.namespace },
        { verb: "create", resource: "serviceaccounts", subresource: "token", namespace },
        {
          verb: "create",
          resource: "serviceaccounts",
          subresource: "token",
          namespace: trial.site.miningNamespace,
        },
        { verb: "approve", group: "certificates.k8s.io", resource: "signers" },
        { verb: "sign", group: "certificates.k8s.io", resource: "signers" },
      ]);
      const rules = [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }];
      const subjects = [{ kind: "User", apiGroup: rbac, name: "somebody" }];
      const roleRef = { apiGroup: rbac, kind: "ClusterRole", name: "cluster-admin" };
      const apiVersion = `${rbac}/v1`;
      await trial.forbiddenToCreate(object(apiVersion, "ClusterRole", { name: "mine" }, { rules }));
      await trial.forbiddenToCreate(
        object(apiVersion, "ClusterRoleBinding", { name: "mine" }, { roleRef, subjects }),
      );
      const request = {
        spec: {
          request: Buffer.from("-----BEGIN CERTIFICATE REQUEST-----").toString("base64"),
          signerName: "kubernetes.io/kube-apiserver-client",
          usages: ["client auth"],
        },
      };
      // What is asked for is read only after the right to ask.
      await trial.forbidden(
        {
          method: "POST",
          path: "/apis/certificates.k8s.io/v1/certificatesigningrequests",
          body: object("certificates.k8s.io/v1", "CertificateSigningRequest", { name: "mine" }, request),
        },
        { connect: true },
      );
    },
  },
  {
    name: "Nobody writes roles or bindings in the tenant's namespaces: rights are the site's to give",
    benchmark: "MTB-PL2-BC-OPS-3",
    heldBy: ["RBAC"],
    run: async (trial) => {
      const { namespace } = trial.site.own;
      const rbac = "rbac.authorization.k8s.io";
      const apiVersion = `${rbac}/v1`;
      const rules = [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }];
      const subjects = [{ kind: "User", apiGroup: rbac, name: "somebody" }];
      const metadata = { name: "mine", namespace };
      await trial.forbiddenToCreate(object(apiVersion, "Role", metadata, { rules }));
      for (const [kind, name] of [
        ["Role", "tenant-users"],
        ["ClusterRole", "cluster-admin"],
      ]) {
        const roleRef = { apiGroup: rbac, kind, name };
        await trial.forbiddenToCreate(object(apiVersion, "RoleBinding", metadata, { roleRef, subjects }));
      }
    },
  },
  {
    name: "No namespace is made, moved to another tenant, or freed of Pod Security",
    heldBy: ["RBAC"],
    run: async (trial) => {
      const { other, own } = trial.site;
      await trial.forbiddenToCreate(object("v1", "Namespace", { name: "mine" }));
      const path = `/api/v1/namespaces/${own.namespace}`;
      for (const labels of [
        { "pod-security.kubernetes.io/enforce": "privileged" },
        { "busbar.dev/tenant": other.name },
        { "busbar.dev/tenant": null },
        { "resource.kubernetes.io/admin-access": "true" },
      ]) {
        await trial.forbidden({ method: "PATCH", path, body: { metadata: { labels } } });
      }
      await trial.forbidden({ method: "DELETE", path });
    },
  },
  {
    name: "Nobody changes the API: no definitions, webhooks, API services or admission policies",
    heldBy: ["RBAC"],
    run: async (trial) => {
      const { operator } = trial.site;
      const admission = "admissionregistration.k8s.io/v1";
      for (const kind of ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"]) {
        const found = operator.list({ apiVersion: admission, kind });
        let seen = 0;
        for await (const policy of found) {
          await trial.forbiddenToChange(policy);
          seen += 1;
        }
        expect(seen).toBeGreaterThan(0);
      }
      for (const kind of ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"]) {
        await trial.forbiddenToCreate(object(admission, kind, { name: "mine" }, { webhooks: [] }));
      }
      const group = "example.com";
      const schema = { openAPIV3Schema: { type: "object" } };
      await trial.forbiddenToCreate(
        object(
          "apiextensions.k8s.io/v1",
          "CustomResourceDefinition",
          { name: `things.${group}` },
          {
            spec: {
              group,
              scope: "Namespaced",
              names: { plural: "things", kind: "Thing" },
              versions: [{ name: "v1", served: true, storage: true, schema }],
            },
          },
        ),
      );
      await trial.forbiddenToCreate(
        object(
          "apiregistration.k8s.io/v1",
          "APIService",
          { name: `v1.${group}` },
          {
            spec: {
              group,
              version: "v1",
              groupPriorityMinimum: 1,
              versionPriority: 1,
              insecureSkipTLSVerify: true,
              service: { name: "mine", namespace: trial.site.own.namespace },
            },
          },
        ),
      );
    },
  },
];

/** An admin can make service accounts and change them, but not this one. */
async function siteKeeps(trial: Trial, declaredObject: ReturnType<typeof object>): Promise<void> {
  const { operator, own } = trial.site;
  const { admins } = own.as;
  const path = `/api/v1/namespaces/${own.namespace}/serviceaccounts/${declaredObject.metadata.name}`;
  const body = { automountServiceAccountToken: true };
  const dryRun = { dryRun: "All" };
  const contentType = "application/merge-patch+json";
  await trial.deniedBySite(admins.request("PATCH", path, { query: dryRun, body, contentType }));
  await trial.deniedBySite(admins.request("DELETE", path, { query: dryRun }));
  await operator.request("PATCH", path, { query: dryRun, body, contentType });
  await operator.request("DELETE", path, { query: dryRun });
  const mine = object("v1", "ServiceAccount", { name: "mine", namespace: own.namespace });
  await admins.create(mine);
  await admins.request("PATCH", path.replace(/[^/]+$/, "mine"), { body, contentType });
  await admins.remove(mine);
}
