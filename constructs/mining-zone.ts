import { createHash } from "node:crypto";
import { Construct } from "constructs";
import { cidrProblem } from "../site/network/cidr.ts";
import { Refusal } from "../site/problem.ts";
import { name as nameRule } from "../site/schema/values.ts";
import type { Hashrate } from "../site/units/index.ts";
import { identityLabels, type SiteIdentity } from "./identity.ts";
import { KubernetesObject } from "./kubernetes/index.ts";
import { miningNetworkPolicies } from "./mining/network-policies.ts";
import { type PoolSet, resolvePools, secretReferences, type UpstreamGroup } from "./mining/pools.ts";
import { type ProxyKind, proxies, type StratumProxy } from "./mining/proxy.ts";
import { proxyDeployment, proxyDisruptionBudget } from "./mining/proxy-deployment.ts";

export interface MiningZoneProps {
  readonly site: SiteIdentity;
  /** The power zone's name: a DNS label of at most 40 characters. */
  readonly name: string;
  /** The pools its miners work for, on at least two hosts. */
  readonly poolSet: PoolSet;
  readonly proxy: MiningZoneProxy;
  /** The networks of its miners, as IPv4 blocks: at least one. Nothing else reaches the proxy. */
  readonly asicNetworks: readonly string[];
  /** Hashrate of one miner of its weakest model. */
  readonly weakestMiner: Hashrate;
  /** @default - the cluster's default priority */
  readonly priorityClassName?: string | undefined;
  /** The namespace that metrics are read from. @default 'monitoring' */
  readonly monitoringNamespace?: string | undefined;
}

export interface MiningZoneProxy {
  /** Farm Proxy takes Stratum V1 pools and splits hashrate over groups; the translator takes Stratum V2 pools of one group. */
  readonly kind: ProxyKind;
  /** Where miners connect. @default - 3333 for Farm Proxy, 34255 for the translator */
  readonly port?: number | undefined;
  /**
   * The container image. Another release may want another configuration.
   * @default - the release that the configuration is written for
   */
  readonly image?: string | undefined;
  /** The service nodes it runs on: at least two. See `miningServiceRole`. */
  readonly serviceNodes: string;
}

/** Name of the proxy's objects, the same in every zone and for every kind of proxy: a selector can never be changed. */
const proxyName = "stratum-proxy";

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
  /** SHA-256 of the configuration, in hexadecimal. */
  readonly configHash: string;
  readonly #selector: Readonly<Record<string, string>>;
  readonly #labels: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: MiningZoneProps) {
    super(scope, id);
    const proxy = proxies[props.proxy.kind];
    this.site = props.site;
    this.zoneName = props.name;
    this.namespaceName = `mining-${props.name}`;
    this.proxyKind = props.proxy.kind;
    this.image = props.proxy.image ?? proxy.image;
    this.port = props.proxy.port ?? proxy.port;
    this.asicNetworks = [...new Set(props.asicNetworks)];
    const names = { site: this.site.siteName, zone: this.zoneName };
    const { groups, problems } = resolvePools(props.poolSet, names);
    this.#refuse([...problems, ...this.#problems(props, proxy, groups)]);

    this.config = proxy.config({ ...names, port: this.port, groups, weakestMiner: props.weakestMiner });
    this.configHash = createHash("sha256").update(this.config).digest("hex");
    this.#selector = { "app.kubernetes.io/name": proxyName };
    this.#labels = { ...identityLabels(this.site, { zone: this.zoneName }), ...this.#selector };
    this.#namespace();
    this.#policies(props, proxy, groups);
    this.#proxy(props, proxy);
    this.#service();
  }

  #namespace(): void {
    // The strictest level: neither proxy needs more than a port above 1023 and, for Farm Proxy, a directory to write to.
    const podSecurity = Object.fromEntries(
      ["enforce", "audit", "warn"].map((mode) => [`pod-security.kubernetes.io/${mode}`, "restricted"]),
    );
    const labels = { ...identityLabels(this.site, { zone: this.zoneName }), ...podSecurity };
    new KubernetesObject(this, "namespace", {
      object: { apiVersion: "v1", kind: "Namespace", metadata: { name: this.namespaceName, labels } },
    });
  }

  #policies(props: MiningZoneProps, { metricsPort }: StratumProxy, groups: readonly UpstreamGroup[]): void {
    const policies = miningNetworkPolicies({
      proxy: this.#selector,
      port: this.port,
      metricsPort,
      asicNetworks: this.asicNetworks,
      monitoringNamespace: props.monitoringNamespace ?? "monitoring",
      groups,
    });
    for (const { name, spec } of policies) {
      const metadata = this.#metadata(name);
      new KubernetesObject(this, `network-policy-${name}`, {
        object: { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata, spec },
      });
    }
  }

  #proxy(
    { poolSet, proxy: { serviceNodes }, priorityClassName }: MiningZoneProps,
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
        data: { [configFile]: this.config },
      },
    });
    new KubernetesObject(this, "disruption-budget", {
      object: {
        apiVersion: "policy/v1",
        kind: "PodDisruptionBudget",
        metadata,
        spec: proxyDisruptionBudget(this.#selector),
      },
    });
    const spec = proxyDeployment({
      selector: this.#selector,
      labels: this.#labels,
      configHash: this.configHash,
      serviceAccount: proxyName,
      serviceNodes,
      priorityClassName,
      pod: pod({ image: this.image, port: this.port, configMap: proxyName, configFile }),
    });
    new KubernetesObject(this, "deployment", {
      object: { apiVersion: "apps/v1", kind: "Deployment", metadata, spec },
      // The configuration first: pods that its hash rolls must not start with the one before.
      dependsOn: [serviceAccount, config],
    });
  }

  #service(): void {
    new KubernetesObject(this, "service", {
      object: {
        apiVersion: "v1",
        kind: "Service",
        metadata: this.#metadata(proxyName),
        spec: {
          type: "LoadBalancer",
          // Keeps the miner's address, by which the network policy and the proxy's metrics know it.
          externalTrafficPolicy: "Local",
          loadBalancerSourceRanges: this.asicNetworks,
          selector: this.#selector,
          ports: [{ name: "stratum", protocol: "TCP", port: this.port, targetPort: "stratum" }],
        },
      },
    });
  }

  #metadata(name: string) {
    return { name, namespace: this.namespaceName, labels: this.#labels };
  }

  #problems(
    props: MiningZoneProps,
    proxy: StratumProxy,
    groups: readonly UpstreamGroup[],
  ): readonly string[] {
    const problems: string[] = [];
    for (const [what, value] of [
      ["zone", props.name],
      ["service nodes", props.proxy.serviceNodes],
    ]) {
      const problem = nameRule.safeParse(value).error?.issues[0]?.message;
      if (problem !== undefined) problems.push(`${what}: ${problem}`);
    }
    if (this.asicNetworks.length === 0) {
      problems.push(
        "asicNetworks is empty: nothing may connect but what is named; give the networks of the zone's miners",
      );
    }
    problems.push(...this.asicNetworks.flatMap((cidr) => cidrProblem(cidr) ?? []));
    if (!Number.isInteger(this.port) || this.port < 1024 || this.port > 65535) {
      problems.push(`port ${this.port}: give a whole number from 1024 to 65535; below is for root only`);
    }
    if (this.port === proxy.metricsPort) {
      problems.push(`port ${this.port} is where ${this.proxyKind} serves its metrics: give miners another`);
    }
    return [...problems, ...proxy.problems(groups, props.weakestMiner)];
  }

  #refuse(problems: readonly string[]): void {
    if (problems.length === 0) return;
    throw new Refusal(
      `Mining zone "${this.zoneName}" cannot be declared:`,
      problems.map((message) => ({ where: `[${this.node.path}]`, message })),
    );
  }
}
