import { createHash } from "node:crypto";
import { Construct } from "constructs";
import { Refusal } from "../site/problem.ts";
import { identityLabels, type SiteIdentity } from "./identity.ts";
import { KubernetesObject } from "./kubernetes/index.ts";
import {
  jobDeclaratorConfig,
  jobDeclaratorContainer,
  jobDeclaratorEndpoints,
  jobDeclaratorFile,
  jobDeclaratorUpstream,
} from "./mining/job-declarator.ts";
import { miningNamespace, proxyName, proxySelector } from "./mining/names.ts";
import { miningNetworkPolicies } from "./mining/network-policies.ts";
import { resolvePools, secretReferences, type UpstreamGroup } from "./mining/pools.ts";
import { type ProxyKind, proxies, type StratumProxy } from "./mining/proxy.ts";
import { proxyDeployment, proxyDisruptionBudget } from "./mining/proxy-deployment.ts";
import { proxyService } from "./mining/proxy-service.ts";
import { zoneProblems } from "./mining/zone-problems.ts";
import type { MiningZoneProps } from "./mining/zone-props.ts";

export type { MiningZoneProps, MiningZoneProxy } from "./mining/zone-props.ts";

/** Label of a zone's objects: the customer whose hashrate it is. */
const ownerLabel = "busbar.dev/hashrate-owner";

/** The configuration's key in its ConfigMap. */
const configFile = "proxy.toml";

/** Annotation of the configuration: which Secret holds the password of which pool. */
const passwordSecretsAnnotation = "busbar.dev/pool-password-secrets";

/**
 * The stratum proxy of one zone that mines, in a namespace of its own. All of it depends on the zone's own properties,
 * so a change of another zone, or its conversion, leaves every object as it was, to the byte.
 *
 * It is an error to give no network of miners, or pools that are misspelt, on a single host, or of a protocol that the
 * proxy does not speak. All that is wrong is said at once.
 */
export class MiningZone extends Construct {
  readonly site: SiteIdentity;
  readonly zoneName: string;
  /** `mining-<zone>`. */
  readonly namespaceName: string;
  /** The Service that miners connect to. */
  readonly serviceName = proxyName;
  readonly proxyKind: ProxyKind;
  readonly image: string;
  /** Where miners connect. */
  readonly port: number;
  readonly asicNetworks: readonly string[];
  /** The proxy's configuration, as TOML. */
  readonly config: string;
  /** That of the job declarator client; undefined where there is none. */
  readonly jobDeclaratorConfig: string | undefined;
  /** SHA-256 of what its pods are configured with, in hexadecimal. */
  readonly configHash: string;
  readonly #zoneLabels: Readonly<Record<string, string>>;
  readonly #labels: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: MiningZoneProps) {
    super(scope, id);
    const proxy = proxies[props.proxy.kind];
    this.site = props.site;
    this.zoneName = props.name;
    this.namespaceName = miningNamespace(props.name);
    this.proxyKind = props.proxy.kind;
    this.image = props.proxy.image ?? proxy.image;
    this.port = props.proxy.port ?? proxy.port;
    this.asicNetworks = [...new Set(props.asicNetworks)];
    const names = { site: this.site.siteName, zone: this.zoneName };
    const { groups, problems } = resolvePools(props.poolSet, names);
    this.#refuse([...problems, ...zoneProblems(props, { proxy, port: this.port, groups })]);

    const { jobDeclarator } = props.proxy;
    const pools = groups.flatMap(({ upstreams }) => upstreams);
    this.config = proxy.config({
      ...names,
      port: this.port,
      groups,
      weakestMiner: props.weakestMiner,
      ...(jobDeclarator && { jobDeclarator: jobDeclaratorUpstream(jobDeclarator, pools) }),
    });
    this.jobDeclaratorConfig =
      jobDeclarator && jobDeclaratorConfig(jobDeclarator, { pools, signature: this.site.siteName });
    this.configHash = createHash("sha256")
      .update(this.config)
      .update(this.jobDeclaratorConfig ?? "")
      .digest("hex");
    this.#zoneLabels = {
      ...identityLabels(this.site, { zone: this.zoneName }),
      ...(props.owner !== undefined && { [ownerLabel]: props.owner }),
    };
    this.#labels = { ...this.#zoneLabels, ...proxySelector };
    this.#namespace();
    this.#policies(props, proxy, groups);
    this.#proxy(props, proxy);
    this.#service(props.proxy.address);
  }

  #namespace(): void {
    // The strictest level: neither proxy needs more than a port above 1023 and, for Farm Proxy, a directory to write to.
    const podSecurity = Object.fromEntries(
      ["enforce", "audit", "warn"].map((mode) => [`pod-security.kubernetes.io/${mode}`, "restricted"]),
    );
    const labels = { ...this.#zoneLabels, ...podSecurity };
    new KubernetesObject(this, "namespace", {
      object: { apiVersion: "v1", kind: "Namespace", metadata: { name: this.namespaceName, labels } },
    });
  }

  #policies(props: MiningZoneProps, { metricsPort }: StratumProxy, groups: readonly UpstreamGroup[]): void {
    const policies = miningNetworkPolicies({
      proxy: proxySelector,
      port: this.port,
      metricsPort,
      asicNetworks: this.asicNetworks,
      monitoringNamespace: props.monitoringNamespace ?? "monitoring",
      groups,
      keptFrom: props.tenantPrefixes,
      alsoTo: props.proxy.jobDeclarator && jobDeclaratorEndpoints(props.proxy.jobDeclarator),
    });
    for (const { name, spec } of policies) {
      const metadata = this.#metadata(name);
      new KubernetesObject(this, `network-policy-${name}`, {
        object: { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata, spec },
      });
    }
  }

  #proxy(
    { poolSet, proxy: { serviceNodes, jobDeclarator }, priorityClassName }: MiningZoneProps,
    { pod }: StratumProxy,
  ): void {
    const metadata = this.#metadata(proxyName);
    const serviceAccount = new KubernetesObject(this, "service-account", {
      object: { apiVersion: "v1", kind: "ServiceAccount", metadata, automountServiceAccountToken: false },
    });
    const secrets = secretReferences(poolSet);
    const annotations = secrets === undefined ? undefined : { [passwordSecretsAnnotation]: secrets };
    const config = new KubernetesObject(this, "config", {
      object: {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { ...metadata, annotations },
        data: {
          [configFile]: this.config,
          ...(this.jobDeclaratorConfig !== undefined && { [jobDeclaratorFile]: this.jobDeclaratorConfig }),
        },
      },
    });
    new KubernetesObject(this, "disruption-budget", {
      object: {
        apiVersion: "policy/v1",
        kind: "PodDisruptionBudget",
        metadata,
        spec: proxyDisruptionBudget(proxySelector),
      },
    });
    const proxyPod = pod({ image: this.image, port: this.port, configMap: proxyName, configFile });
    const spec = proxyDeployment({
      selector: proxySelector,
      labels: this.#labels,
      configHash: this.configHash,
      serviceAccount: proxyName,
      serviceNodes,
      priorityClassName,
      pod: jobDeclarator
        ? { ...proxyPod, containers: [...proxyPod.containers, jobDeclaratorContainer(jobDeclarator)] }
        : proxyPod,
    });
    new KubernetesObject(this, "deployment", {
      object: { apiVersion: "apps/v1", kind: "Deployment", metadata, spec },
      // The configuration first: pods that its hash rolls must not start with the one before.
      dependsOn: [serviceAccount, config],
    });
  }

  #service(address: string | undefined): void {
    new KubernetesObject(this, "service", {
      object: {
        apiVersion: "v1",
        kind: "Service",
        metadata: this.#metadata(proxyName),
        spec: proxyService({
          selector: proxySelector,
          port: this.port,
          asicNetworks: this.asicNetworks,
          address,
        }),
      },
    });
  }

  #metadata(name: string) {
    return { name, namespace: this.namespaceName, labels: this.#labels };
  }

  #refuse(problems: readonly string[]): void {
    if (problems.length === 0) return;
    throw new Refusal(
      `Mining zone "${this.zoneName}" cannot be declared:`,
      problems.map((message) => ({ where: `[${this.node.path}]`, message })),
    );
  }
}
