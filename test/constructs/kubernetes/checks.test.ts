import { expect, test } from "vitest";
import { checkAgainstProviderSchema, testWithProviderSchema } from "../../support/provider-schema.ts";
import { objectsFromTerraform } from "../../support/terraform-to-kubernetes.ts";

function stackOf(type: string, resource: Record<string, unknown>): unknown {
  return { provider: { kubernetes: [{ config_path: "x" }] }, resource: { [type]: { it: resource } } };
}

const metadata = { name: "a", namespace: "b" };

testWithProviderSchema("The check against the schema finds what the provider would refuse", () => {
  const policy = {
    metadata: [metadata, metadata],
    spec: { pod_selectr: {}, policy_types: "Ingress", ingress: { ports: [{ port: 53 }] } },
    depends_on: ["x"],
  };

  expect(checkAgainstProviderSchema(stackOf("kubernetes_network_policy_v1", policy))).toEqual([
    "kubernetes_network_policy_v1.it.metadata: 2 blocks, at most 1 allowed",
    "kubernetes_network_policy_v1.it.spec.pod_selectr: the provider has no such attribute or block",
    'kubernetes_network_policy_v1.it.spec.policy_types: "Ingress" where ["list","string"] is expected',
    "kubernetes_network_policy_v1.it.spec.ingress: a single block where the provider nests a list",
    'kubernetes_network_policy_v1.it.spec.ingress.ports[0].port: 53 where "string" is expected',
    "kubernetes_network_policy_v1.it.spec.pod_selector: at least 1 required, missing",
  ]);
});

testWithProviderSchema(
  "The check against the schema knows computed attributes, unknown types and the provider",
  () => {
    const stack = {
      provider: { kubernetes: [{ config_pat: "x" }], helm: [{}] },
      resource: {
        kubernetes_nothing: { it: {} },
        kubernetes_namespace_v1: { it: { metadata: { uid: "x" } } },
      },
    };

    expect(checkAgainstProviderSchema(stack)).toEqual([
      "provider.kubernetes[0].config_pat: the provider has no such attribute or block",
      "provider.helm: not the provider whose schema is known",
      "kubernetes_nothing.it: the provider has no such resource type",
      "kubernetes_namespace_v1.it.metadata.uid: computed by the provider, must not be set",
    ]);
  },
);

testWithProviderSchema("The way back from Terraform gives what Kubernetes calls things", () => {
  const budget = {
    metadata,
    spec: { max_unavailable: "1", selector: { match_labels: { a: `$\${b}` } } },
    depends_on: ["x"],
  };

  expect(objectsFromTerraform(stackOf("kubernetes_pod_disruption_budget_v1", budget))).toEqual([
    {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata,
      spec: { maxUnavailable: 1, selector: { matchLabels: { a: `\${b}` } } },
    },
  ]);
});

testWithProviderSchema("The way back from Terraform stops at what it cannot place", () => {
  expect(() => objectsFromTerraform(stackOf("kubernetes_config_map_v1", { metadata, dta: {} }))).toThrow(
    /dta: V1ConfigMap has no field/,
  );
});

test("The way back from Terraform stops at what Terraform would take for a template", () => {
  expect(() => objectsFromTerraform(stackOf("kubernetes_manifest", { manifest: { a: `\${b}` } }))).toThrow(
    /would take .* for a template/,
  );
});
