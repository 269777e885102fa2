import { proxyMetricsPorts } from "../../site/mining/proxy-address.ts";
import { type ProxyPod, type ProxyPodProps, restrictedContainer } from "./pod.ts";

/** HTTP of the translator: `/metrics` and `/api/v1`. */
export const sv2TranslatorMonitoringPort = proxyMetricsPorts["sv2-translator"];

/** Source: the image's Dockerfile. Its entrypoint is a shell that passes no arguments on, so the program is named. */
const program = "/app/translator_sv2";

const configDirectory = "/config";

/** The Stratum V2 translator in a pod. It writes nothing. */
export function sv2TranslatorPod({ image, port, configMap, configFile }: ProxyPodProps): ProxyPod {
  // Served only once a pool has answered and the port for miners is open, and not while it changes pools. A probe of
  // that port itself would come and go as a miner every few seconds.
  const http = { httpGet: { path: "/api/v1/health", port: "metrics" } };
  return {
    containers: [
      {
        name: "proxy",
        image,
        command: [program],
        args: ["-c", `${configDirectory}/${configFile}`],
        ports: [
          { name: "stratum", containerPort: port, protocol: "TCP" },
          { name: "metrics", containerPort: sv2TranslatorMonitoringPort, protocol: "TCP" },
        ],
        readinessProbe: { ...http, periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 2 },
        // Two minutes: it tries every upstream three times, and ends by itself if none answers.
        livenessProbe: {
          ...http,
          initialDelaySeconds: 30,
          periodSeconds: 10,
          timeoutSeconds: 5,
          failureThreshold: 12,
        },
        // As the first process of its container it does not hear SIGTERM, only SIGINT; the wait before is for the load
        // balancer to send new connections to the other replica.
        lifecycle: { preStop: { exec: { command: ["/bin/sh", "-c", "sleep 15; kill -INT 1"] } } },
        securityContext: restrictedContainer,
        resources: {
          requests: { cpu: "500m", memory: "512Mi" },
          limits: { cpu: "2", memory: "2Gi" },
        },
        volumeMounts: [{ name: "config", mountPath: configDirectory, readOnly: true }],
      },
    ],
    volumes: [{ name: "config", configMap: { name: configMap } }],
  };
}
