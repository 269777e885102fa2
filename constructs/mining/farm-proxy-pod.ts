import { proxyMetricsPorts } from "../../site/mining/proxy-address.ts";
import { type ProxyPod, type ProxyPodProps, restrictedContainer } from "./pod.ts";

/** HTTP of Farm Proxy: `/metrics`, `/report`, and its configuration interface. */
export const farmProxyMetricsPort = proxyMetricsPorts["farm-proxy"];

/** The file it reads when it starts, and goes on to write. Source: the same. */
const cacheDirectory = "/config/config_cache";
const cachedConfig = `${cacheDirectory}/last_used_config.toml`;

/** Where the configurator looks for profiles. Source: the same. */
const profileDirectory = "/config/profiles";

/**
 * Farm Proxy in a pod. It starts with the configuration it used last; an init container puts the profile there.
 *
 * The vendor's own way, a container that runs `configure` once, posts the profile to one address. Behind a Service that
 * is one of the two replicas, whichever answers, and not one that starts later: the replicas would come to differ.
 */
export function farmProxyPod({ image, port, configMap, configFile }: ProxyPodProps): ProxyPod {
  const cache = { name: "config-cache", mountPath: cacheDirectory };
  const http = { httpGet: { path: "/metrics", port: "metrics" } };
  return {
    initContainers: [
      {
        name: "seed-config",
        image,
        command: ["cp", `${profileDirectory}/${configFile}`, cachedConfig],
        securityContext: restrictedContainer,
        resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { cpu: "100m", memory: "64Mi" } },
        volumeMounts: [{ name: "config", mountPath: profileDirectory, readOnly: true }, cache],
      },
    ],
    containers: [
      {
        name: "proxy",
        image,
        args: ["run"],
        env: [
          { name: "CONFIG_FILE", value: cachedConfig },
          { name: "RUST_LOG", value: "info" },
        ],
        ports: [
          { name: "stratum", containerPort: port, protocol: "TCP" },
          { name: "metrics", containerPort: farmProxyMetricsPort, protocol: "TCP" },
        ],
        readinessProbe: { ...http, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 2 },
        // A proxy that only answers slowly still has thousands of miners connected: restart it late.
        livenessProbe: {
          ...http,
          initialDelaySeconds: 10,
          periodSeconds: 10,
          timeoutSeconds: 5,
          failureThreshold: 6,
        },
        // Time for the load balancer to send new connections to the other replica.
        lifecycle: { preStop: { exec: { command: ["sleep", "15"] } } },
        securityContext: restrictedContainer,
        resources: {
          requests: { cpu: "500m", memory: "512Mi" },
          limits: { cpu: "2", memory: "2Gi" },
        },
        volumeMounts: [cache],
      },
    ],
    volumes: [
      { name: "config", configMap: { name: configMap } },
      { name: "config-cache", emptyDir: { sizeLimit: "16Mi" } },
    ],
  };
}
