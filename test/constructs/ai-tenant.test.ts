import fc from "fast-check";
import { expect, test } from "vitest";
import { AiTenant, type AiTenantProps } from "../../constructs/ai-tenant.ts";
import { nodeTenantKey } from "../../constructs/identity.ts";
import { RackGroup } from "../../constructs/rack-group.ts";
import { admissionPolicies, TenantAdmissionPolicies } from "../../constructs/tenancy/admission-policies.ts";
import { divide } from "../../constructs/tenancy/capacity.ts";
import { TenantAdmission } from "../../constructs/tenant-admission.ts";
import { TopologyLabels } from "../../constructs/topology-labels.ts";
import { catalogRackType } from "../../site/catalog/lookup.ts";
import { DataSize, Percentage } from "../../site/units/index.ts";
import { objectOf, objectsIn, testStack } from "../support/app.ts";
import { checkAgainstCrd, testWithCrds } from "../support/crds.ts";

const site = { siteName: "s" };

/** A tenant of two GB300 racks (36 nodes, 144 GPUs) and one H200 rack, with its admission. */
function tenant(props: Partial<AiTenantProps> = {}) {
  const { stack, synth } = testStack();
  const racks = (id: string, type: string, count: number) =>
    new RackGroup(stack, id, { site, zone: "hall", rackType: catalogRackType(type), count, tenant: "acme" });
  const acme = new AiTenant(stack, "acme", {
    site,
    name: "acme",
    offering: "namespaces",
    racks: [racks("nvl72", "gb300-nvl72", 2), racks("h200", "h200", 1)],
    networks: [{ fabric: "ib", vni: 51000, vrf: "vrf-51000", asn: 4200000000, prefixes: ["100.64.0.0/20"] }],
    namespaces: [{ name: "acme-train", share: Percentage.percent(75) }, { name: "acme-serve" }],
    groups: { users: ["oidc:acme"] },
    ...props,
  });
  return { stack, synth, acme };
}

test("Its namespaces divide exactly what its racks have", () => {
  const { synth } = tenant();
  const files = synth();
  const hard = (namespace: string) => {
    const quota = objectsIn(files).find(
      (object) =>
        object["kind"] === "ResourceQuota" &&
        (object["metadata"] as { namespace: string }).namespace === namespace,
    );
    if (quota === undefined) throw new Error(`no quota in ${namespace}`);
    return (quota["spec"] as { hard: Record<string, string> }).hard;
  };
  const h200 = catalogRackType("h200");
  const gpus = 2 * 18 * 4 + h200.nodes.value * (h200.accelerator?.perNode.value ?? 0);
  expect(Number(hard("acme-train")["requests.nvidia.com/gpu"])).toBe(gpus * 0.75);
  expect(Number(hard("acme-serve")["requests.nvidia.com/gpu"])).toBe(gpus * 0.25);
  expect(hard("acme-train")["services.nodeports"]).toBe("0");
  expect(hard("acme-train")["services.loadbalancers"]).toBe("0");
});

test("Each namespace counts what its roles may create, apart from what was leased", () => {
  const quotas = objectsIn(tenant().synth()).filter(
    ({ kind, metadata }) =>
      kind === "ResourceQuota" && (metadata as { namespace: string }).namespace === "acme-train",
  );
  expect(quotas.map(({ metadata }) => (metadata as { name: string }).name)).toEqual(["leased", "objects"]);
  const [, objects] = quotas.map(({ spec }) => spec as { hard: Record<string, string> });
  const hard = objects?.hard ?? {};
  expect(hard).toMatchObject({ configmaps: "1000", secrets: "1000", "count/jobs.batch": "10000" });
  expect(Object.keys(hard)).not.toContain("pods");
  expect(Object.keys(hard).filter((name) => name.startsWith("requests."))).toEqual([]);
});

test("Dividing gives whole units, and all of them when the shares make 100 %", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100_000 }),
      fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 8 }),
      (total, weights) => {
        const sum = weights.reduce((a, b) => a + b, 0);
        const capacity = {
          cpu: total,
          memory: DataSize.gibibytes(total),
          accelerators: new Map([["a/b", total]]),
        };
        const parts = divide(
          capacity,
          weights.map((weight) => (weight / sum) * 100),
        );
        expect(parts.reduce((a, part) => a + part.cpu, 0)).toBe(total);
        for (const part of parts) expect(Number.isInteger(part.accelerators.get("a/b"))).toBe(true);
      },
    ),
  );
});

test("A namespace is closed but for names, the tenant's own namespaces, and its own fabric prefixes", () => {
  const { synth } = tenant();
  const policies = objectsIn(synth()).filter(
    (object) =>
      object["kind"] === "NetworkPolicy" &&
      (object["metadata"] as { namespace: string }).namespace === "acme-train",
  );
  const spec = (name: string) =>
    policies.find((object) => (object["metadata"] as { name: string }).name === name)?.["spec"];
  expect(policies).toHaveLength(4);
  expect(spec("deny-all")).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  const own = { namespaceSelector: { matchLabels: { "busbar.dev/tenant": "acme" } } };
  expect(spec("allow-own-namespaces")).toMatchObject({ ingress: [{ from: [own] }], egress: [{ to: [own] }] });
  expect(spec("allow-own-fabric")).toMatchObject({
    ingress: [{ from: [{ ipBlock: { cidr: "100.64.0.0/20" } }] }],
  });
});

test("Roles are given to groups that exist, and let nobody touch quotas, limits or network policies", () => {
  const objects = objectsIn(tenant({ groups: { admins: ["a"], users: ["u"], viewers: ["v"] } }).synth());
  const roles = objects.filter(({ kind }) => kind === "Role");
  expect(roles).toHaveLength(6);
  for (const role of roles) {
    for (const { resources, verbs } of role["rules"] as { resources: string[]; verbs: string[] }[]) {
      expect(resources).not.toContain("*");
      expect(verbs).not.toContain("*");
      const guarded = [
        "resourcequotas",
        "limitranges",
        "networkpolicies",
        "roles",
        "rolebindings",
        "localqueues",
      ];
      if (resources.some((resource) => guarded.includes(resource)))
        expect(verbs).toEqual(["get", "list", "watch"]);
    }
  }
  expect(objectsIn(tenant().synth()).filter(({ kind }) => kind === "Role")).toHaveLength(2);
});

for (const offering of ["bare-metal", "powered-shell"] as const) {
  test(`${offering} is handed over and has no workload objects`, () => {
    const { synth } = tenant({ offering, namespaces: [] });
    const files = synth();
    expect(new Set(objectsIn(files).map(({ kind }) => kind))).toEqual(new Set(["ConfigMap"]));
    const record = objectOf(files, "ConfigMap", "tenant-acme")["data"] as Record<string, string>;
    expect(record["record.yaml"]).toContain("vrf: vrf-51000");
    expect(record["record.yaml"]).toContain("metering:");
  });
}

test("An offering and its namespaces must fit each other", () => {
  expect(() => tenant({ namespaces: [] })).toThrowError(
    /\[test\/acme\] offering namespaces with 0 namespaces/,
  );
  expect(() => tenant({ offering: "bare-metal" })).toThrowError(/remove its namespaces/);
  const share = Percentage.percent(60);
  expect(() =>
    tenant({
      namespaces: [
        { name: "a", share },
        { name: "b", share },
      ],
    }),
  ).toThrowError(/120 %/);
});

test("Its ClusterQueue has a flavor a rack type, each with the quota of the racks placed", () => {
  const { stack, synth, acme } = tenant();
  new TenantAdmission(stack, "admission", { tenant: acme });
  const files = synth();
  const { resourceGroups } = objectOf(files, "ClusterQueue", "acme")["spec"] as {
    resourceGroups: {
      coveredResources: string[];
      flavors: { name: string; resources: { nominalQuota: unknown }[] }[];
    }[];
  };
  expect(resourceGroups).toHaveLength(1);
  expect(resourceGroups[0]?.coveredResources).toEqual(["cpu", "memory", "nvidia.com/gpu"]);
  expect(resourceGroups[0]?.flavors.map(({ name }) => name)).toEqual(["acme-gb300-nvl72", "acme-h200"]);
  expect(resourceGroups[0]?.flavors[0]?.resources[2]?.nominalQuota).toBe(144);
  const flavor = objectOf(files, "ResourceFlavor", "acme-gb300-nvl72")["spec"] as Record<string, unknown>;
  expect(flavor["nodeTaints"]).toEqual([{ key: nodeTenantKey, value: "acme", effect: "NoSchedule" }]);
  expect(flavor["topologyName"]).toBe("racks");
});

test("A tenant with two kinds of accelerators lists both for every flavor, in one order", () => {
  const { stack, synth } = testStack();
  const racks = ["tpu-v7x", "gb300-nvl72"].map(
    (type) =>
      new RackGroup(stack, type, {
        site,
        zone: "hall",
        rackType: catalogRackType(type),
        count: 1,
        recordName: type,
      }),
  );
  const mixed = new AiTenant(stack, "mixed", {
    site,
    name: "mixed",
    offering: "namespaces",
    racks,
    namespaces: [{ name: "m" }],
  });
  new TenantAdmission(stack, "admission", { tenant: mixed });
  const { resourceGroups } = objectOf(synth(), "ClusterQueue", "mixed")["spec"] as {
    resourceGroups: { flavors: { name: string; resources: { name: string; nominalQuota: number }[] }[] }[];
  };
  const quotas = Object.fromEntries(
    (resourceGroups[0]?.flavors ?? []).map(({ name, resources }) => [
      name,
      resources.slice(2).map((resource) => [resource.name, resource.nominalQuota]),
    ]),
  );
  expect(quotas).toEqual({
    "mixed-gb300-nvl72": [
      ["google.com/tpu", 0],
      ["nvidia.com/gpu", 72],
    ],
    "mixed-tpu-v7x": [
      ["google.com/tpu", 64],
      ["nvidia.com/gpu", 0],
    ],
  });
});

test("Every message of an admission policy begins with the policy's name", () => {
  for (const { name, spec } of admissionPolicies) {
    for (const { message, messageExpression } of spec.validations ?? []) {
      expect(message ?? messageExpression?.replace(/^'/, ""), name).toMatch(new RegExp(`^${name}: `));
    }
    expect(spec.failurePolicy).toBe("Fail");
  }
});

test("Every admission policy is bound to all namespaces of tenants, and denies", () => {
  const { stack, synth } = testStack();
  new TenantAdmissionPolicies(stack, "policies", { site });
  const objects = objectsIn(synth());
  const bindings = objects.filter(({ kind }) => kind === "ValidatingAdmissionPolicyBinding");
  expect(bindings.map(({ spec }) => (spec as { policyName: string }).policyName).sort()).toEqual(
    admissionPolicies.map(({ name }) => name).sort(),
  );
  for (const { spec } of bindings) {
    expect(spec).toMatchObject({
      validationActions: ["Deny"],
      matchResources: {
        namespaceSelector: { matchExpressions: [{ key: "busbar.dev/tenant", operator: "Exists" }] },
      },
    });
  }
});

testWithCrds("Kueue's own schemas accept every queue, flavor and topology", () => {
  const { stack, synth, acme } = tenant();
  new TenantAdmission(stack, "admission", { tenant: acme });
  new TopologyLabels(stack, "topology", { site, profile: "coreweave" });
  const custom = objectsIn(synth()).filter(({ apiVersion }) => String(apiVersion).startsWith("kueue"));
  expect(new Set(custom.map(({ kind }) => kind))).toEqual(
    new Set(["Topology", "ResourceFlavor", "ClusterQueue", "LocalQueue"]),
  );
  expect(custom.flatMap((object) => checkAgainstCrd(object))).toEqual([]);
});
