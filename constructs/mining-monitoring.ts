import { Construct } from "constructs";
import { identityLabels, type SiteIdentity } from "./identity.ts";
import { customObject, KubernetesObject } from "./kubernetes/index.ts";
import type { RuleGroup } from "./mining/alerts.ts";
import { miningNamespace, proxyName, proxySelector } from "./mining/names.ts";

export interface MiningMonitoringProps {
  readonly site: SiteIdentity;
  readonly zone: string;
  readonly rules: RuleGroup;
  /** Labels that the operator chooses what it watches by. @default - none beside the site's and the zone's */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** How often the proxy's metrics are read: the translator refreshes them every 15 seconds, alerts wait for minutes. */
const interval = "30s";

/**
 * What tells a Prometheus operator to read a zone's proxy and to watch it, in the zone's own namespace. Needs the
 * operator's API (`monitoring.coreos.com/v1`) in the cluster.
 */
export class MiningMonitoring extends Construct {
  constructor(scope: Construct, id: string, { site, zone, rules, labels = {} }: MiningMonitoringProps) {
    super(scope, id);
    const metadata = {
      name: proxyName,
      namespace: miningNamespace(zone),
      labels: { ...identityLabels(site, { zone }), ...labels },
    };
    new KubernetesObject(this, "pod-monitor", {
      object: customObject({
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PodMonitor",
        metadata,
        spec: {
          selector: { matchLabels: { ...proxySelector } },
          podMetricsEndpoints: [{ port: "metrics", path: "/metrics", interval }],
        },
      }),
    });
    new KubernetesObject(this, "rules", {
      object: customObject({
        apiVersion: "monitoring.coreos.com/v1",
        kind: "PrometheusRule",
        metadata,
        spec: { groups: [rules] },
      }),
    });
  }
}
