import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { PoolGroup } from "../../../constructs/mining/pools.ts";
import { miningServiceRole } from "../../../constructs/mining/role.ts";
import type { MiningZoneProps } from "../../../constructs/mining-zone.ts";
import { checkAgainstProviderSchema, testWithProviderSchema } from "../../support/provider-schema.ts";
import { objectsFromTerraform, objectsFromYaml } from "../../support/terraform-to-kubernetes.ts";
import { declare, filesOf, northProps, present, southProps, v1Pools, v2Pools } from "./zones.ts";

const both = [northProps, southProps];

test.each(both)("Zone $name is one namespace, one proxy, and what protects it", (props) => {
  const { zone, objects, config } = declare(props);

  expect(objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([
    `Namespace/mining-${props.name}`,
    "NetworkPolicy/default-deny",
    "NetworkPolicy/stratum-proxy",
    "ServiceAccount/stratum-proxy",
    "ConfigMap/stratum-proxy",
    "PodDisruptionBudget/stratum-proxy",
    "Deployment/stratum-proxy",
    "Service/stratum-proxy",
  ]);
  for (const { metadata } of objects) {
    expect(metadata).toMatchObject({
      labels: {
        "busbar.dev/site": "ridge",
        "busbar.dev/zone": props.name,
        "app.kubernetes.io/managed-by": "busbar",
      },
    });
  }
  expect(zone.namespaceName).toBe(`mining-${props.name}`);
  expect(config.data).toEqual({ "proxy.toml": zone.config });
});

test.each(both)("The proxy of zone $name has two replicas that never share a node", (props) => {
  const { deployment, pod, budget } = declare(props);

  expect(deployment.replicas).toBe(2);
  expect(deployment.strategy).toEqual({
    type: "RollingUpdate",
    rollingUpdate: { maxUnavailable: 1, maxSurge: 0 },
  });
  expect(pod.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution).toEqual([
    { labelSelector: deployment.selector, topologyKey: "kubernetes.io/hostname" },
  ]);
  expect(pod.nodeSelector).toEqual({
    "busbar.node-restriction.kubernetes.io/role": miningServiceRole("ops"),
  });
  expect(pod.tolerations).toEqual([
    { key: "busbar.node-restriction.kubernetes.io/role", operator: "Equal", value: "mining-service-ops" },
  ]);
  expect(budget.spec).toEqual({ minAvailable: 1, selector: deployment.selector });
});

test.each(both)("The pods of zone $name run as the Pod Security level restricted asks", (props) => {
  const { namespace, pod } = declare(props);

  expect(namespace.metadata.labels).toMatchObject({ "pod-security.kubernetes.io/enforce": "restricted" });
  expect(pod.automountServiceAccountToken).toBe(false);
  expect(pod.securityContext).toMatchObject({
    runAsNonRoot: true,
    seccompProfile: { type: "RuntimeDefault" },
  });
  for (const container of [...(pod.initContainers ?? []), ...pod.containers]) {
    expect(container.securityContext).toEqual({
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(Object.keys(container.resources ?? {})).toEqual(["requests", "limits"]);
  }
  for (const volume of pod.volumes ?? []) expect(volume.configMap ?? volume.emptyDir).toBeDefined();
});

test("Each replica of Farm Proxy starts with its own copy of the configuration", () => {
  const { pod, container } = declare(northProps);
  const copy = "/config/config_cache/last_used_config.toml";

  expect(pod.initContainers).toMatchObject([
    { image: container.image, command: ["cp", "/config/profiles/proxy.toml", copy] },
  ]);
  expect(container.env).toContainEqual({ name: "CONFIG_FILE", value: copy });
  expect(container.args).toEqual(["run"]);
  expect(container.readinessProbe?.httpGet).toEqual({ path: "/metrics", port: "metrics" });
});

test("The translator is told where its configuration is", () => {
  expect(declare(southProps).container).toMatchObject({
    command: ["/app/translator_sv2"],
    args: ["-c", "/config/proxy.toml"],
    volumeMounts: [{ name: "config", mountPath: "/config", readOnly: true }],
    readinessProbe: { httpGet: { path: "/api/v1/health", port: "metrics" } },
  });
});

test("Image, port, priority and monitoring's namespace can be given", () => {
  const image = "registry.example.com/farm-proxy:1";
  const declared = declare({
    ...northProps,
    proxy: { ...northProps.proxy, image, port: 3340 },
    priorityClassName: "busbar-mining",
    monitoringNamespace: "telemetry",
  });

  expect(declared.container.image).toBe(image);
  expect(declared.zone.image).toBe(image);
  expect(declared.container.ports).toContainEqual({ name: "stratum", containerPort: 3340, protocol: "TCP" });
  expect(declared.service.ports).toMatchObject([{ port: 3340 }]);
  expect(declared.zone.config).toContain("port = 3340\n");
  expect(declared.pod.priorityClassName).toBe("busbar-mining");
  expect(JSON.stringify(declared.policy("stratum-proxy"))).toContain('"telemetry"');
});

test("Only the zone's miners reach the Service", () => {
  expect(declare(northProps).service).toEqual({
    type: "LoadBalancer",
    externalTrafficPolicy: "Local",
    loadBalancerSourceRanges: ["10.10.0.0/20", "10.10.16.0/20"],
    selector: { "app.kubernetes.io/name": "stratum-proxy" },
    ports: [{ name: "stratum", protocol: "TCP", port: 3333, targetPort: "stratum" }],
  });
});

test("The Service asks for the address that miners are given, where it is an address", () => {
  const serviceAt = (address: string) =>
    declare({ ...northProps, proxy: { ...northProps.proxy, address } }).service;
  expect(serviceAt("10.10.0.2")).toEqual({ ...declare(northProps).service, loadBalancerIP: "10.10.0.2" });
  // A name leads to an address by means of its own.
  expect(serviceAt("pools.ridge.example.com")).toEqual(declare(northProps).service);
});

test("Terraform and the YAML ask for the same address", () => {
  const files = filesOf({ ...northProps, proxy: { ...northProps.proxy, address: "10.10.0.2" } });
  expect(files["manifests/mining/north.yaml"]).toContain("loadBalancerIP: '10.10.0.2'");
  expect(files["stacks/mining/cdk.tf.json"]).toContain('"load_balancer_ip": "10.10.0.2"');
});

test("A customer's hashrate is labelled as theirs, in the namespace and on all that is in it", () => {
  const label = "busbar.dev/hashrate-owner";
  const owned = declare({ ...northProps, owner: "acme" });
  for (const { metadata } of owned.objects) expect(metadata).toMatchObject({ labels: { [label]: "acme" } });
  expect(owned.deployment.selector).toEqual(declare(northProps).deployment.selector);
  expect(JSON.stringify(declare(northProps).objects)).not.toContain(label);
});

test("The hash of the configuration changes with the configuration, and only with it", () => {
  const hash = (change: Partial<MiningZoneProps> = {}) => {
    const { zone, deployment } = declare({ ...northProps, ...change });
    expect(deployment.template.metadata?.annotations).toEqual({
      "busbar.dev/config-sha256": zone.configHash,
    });
    expect(zone.configHash).toBe(createHash("sha256").update(zone.config).digest("hex"));
    return zone.configHash;
  };
  const [main, second] = [present(v1Pools.groups[0]), present(v1Pools.groups[1])];
  const groupsOf = (...groups: readonly PoolGroup[]) => ({ poolSet: { ...v1Pools, groups } });

  expect(hash({ asicNetworks: ["10.99.0.0/24"], priorityClassName: "other" })).toBe(hash());
  expect(hash({ proxy: { ...northProps.proxy, serviceNodes: "spare" } })).toBe(hash());
  expect(hash({ proxy: { ...northProps.proxy, port: 3340 } })).not.toBe(hash());
  expect(hash(groupsOf({ ...main, quota: 3 }, second))).not.toBe(hash());
  expect(hash(groupsOf({ ...main, pools: main.pools.toReversed() }, second))).not.toBe(hash());
});

test("Which Secret belongs to which pool is recorded, and no pod reads one", () => {
  const { config, deployment, objects } = declare(northProps);

  expect(config.metadata.annotations).toEqual({
    "busbar.dev/pool-password-secrets": "main/1=pool-foundry/password",
  });
  expect(JSON.stringify(deployment)).not.toMatch(/pool-foundry|secret/i);
  expect(declare(southProps).config.metadata).not.toHaveProperty("annotations");
  expect(objects.filter(({ kind }) => kind === "Secret")).toEqual([]);
});

test("A password in a pool's settings is written nowhere", () => {
  const pools = v1Pools.groups.map((group) => ({
    ...group,
    pools: group.pools.map((pool) => ({ ...pool, password: "hunter2" })),
  }));
  const files = filesOf({ ...northProps, poolSet: { name: "leaky", groups: pools } });

  expect(Object.values(files).join("")).not.toContain("hunter2");
});

test("A zone's objects are the same to the byte whether another zone mines, changes or is gone", () => {
  const together = filesOf(northProps, southProps);
  const changed = filesOf(northProps, { ...southProps, asicNetworks: ["10.30.0.0/20"], poolSet: v2Pools });
  const alone = filesOf(northProps);
  const north = "manifests/mining/north.yaml";

  expect(together[north]).toBeDefined();
  expect(changed[north]).toBe(together[north]);
  expect(alone[north]).toBe(together[north]);
  expect(northResources(changed)).toBe(northResources(together));
  expect(northResources(alone)).toBe(northResources(together));
  expect(Object.keys(alone)).not.toContain("manifests/mining/south.yaml");
});

testWithProviderSchema("The Terraform provider takes both zones, and they are as the YAML says", () => {
  const files = filesOf(...both);
  const terraform = files["stacks/mining/cdk.tf.json"] ?? "";
  const yaml = both.flatMap(({ name }) => objectsFromYaml(files[`manifests/mining/${name}.yaml`] ?? ""));

  expect(checkAgainstProviderSchema(terraform)).toEqual([]);
  expect(sorted(objectsFromTerraform(terraform))).toEqual(sorted(yaml));
});

/** What Terraform gets of the zone, as text. */
function northResources(files: Readonly<Record<string, string>>): string {
  const { resource } = JSON.parse(files["stacks/mining/cdk.tf.json"] ?? "{}") as {
    resource: Record<string, Record<string, unknown>>;
  };
  const resources = Object.entries(resource).flatMap(([type, ofType]) =>
    Object.entries(ofType)
      .filter(([id]) => id.startsWith("north_"))
      .map(([id, body]) => ({ type, id, body })),
  );
  expect(resources).toHaveLength(8);
  return JSON.stringify(resources);
}

function sorted(objects: readonly unknown[]): unknown[] {
  const identity = (object: unknown) => {
    const { kind, metadata } = object as { kind: string; metadata: { name: string; namespace?: string } };
    return `${metadata.namespace}/${kind}/${metadata.name}`;
  };
  return [...objects].sort((a, b) => identity(a).localeCompare(identity(b)));
}
