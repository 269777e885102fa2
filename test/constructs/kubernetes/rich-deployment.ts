import type { Deployment } from "../../../constructs/kubernetes/index.ts";

const probe = {
  periodSeconds: 10,
  timeoutSeconds: 2,
  failureThreshold: 3,
  successThreshold: 1,
  initialDelaySeconds: 0,
};

/** A deployment that says all that a platform has a pod say. */
export const proxy: Deployment = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "proxy", namespace: "mining", labels: { app: "proxy" } },
  spec: {
    replicas: 2,
    minReadySeconds: 5,
    revisionHistoryLimit: 3,
    selector: { matchLabels: { app: "proxy" } },
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: "25%" } },
    template: {
      metadata: { labels: { app: "proxy" }, annotations: { "checksum/config": `\${abc}` } },
      spec: {
        automountServiceAccountToken: false,
        serviceAccountName: "proxy",
        priorityClassName: "mining",
        runtimeClassName: "kata",
        enableServiceLinks: false,
        hostPID: false,
        hostIPC: false,
        hostNetwork: false,
        dnsPolicy: "None",
        dnsConfig: {
          nameservers: ["10.0.0.2"],
          searches: ["site.internal"],
          options: [{ name: "ndots", value: "1" }],
        },
        terminationGracePeriodSeconds: 60,
        nodeSelector: { "node-restriction.kubernetes.io/pool": "service" },
        imagePullSecrets: [{ name: "registry" }],
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 65_532,
          runAsGroup: 0,
          fsGroup: 65_532,
          supplementalGroups: [100],
          seccompProfile: { type: "RuntimeDefault" },
          sysctls: [{ name: "net.core.somaxconn", value: "1024" }],
        },
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                { matchExpressions: [{ key: "zone", operator: "In", values: ["a", "b"] }] },
              ],
            },
            preferredDuringSchedulingIgnoredDuringExecution: [
              {
                weight: 50,
                preference: { matchFields: [{ key: "metadata.name", operator: "NotIn", values: ["n1"] }] },
              },
            ],
          },
          podAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              {
                weight: 1,
                podAffinityTerm: {
                  topologyKey: "zone",
                  labelSelector: {},
                  namespaceSelector: {},
                  namespaces: ["x"],
                },
              },
            ],
          },
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { app: "proxy" } } },
            ],
          },
        },
        tolerations: [
          { key: "dedicated", operator: "Equal", value: "service", effect: "NoSchedule" },
          { operator: "Exists", effect: "NoExecute", tolerationSeconds: 0 },
        ],
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: "zone",
            whenUnsatisfiable: "DoNotSchedule",
            labelSelector: { matchLabels: { app: "proxy" } },
            matchLabelKeys: ["pod-template-hash"],
            nodeTaintsPolicy: "Honor",
          },
        ],
        initContainers: [{ name: "init", image: "init:1", command: ["sh", "-c", `echo \${HOME} %{x}`] }],
        containers: [
          {
            name: "proxy",
            image: "registry.example.com/proxy@sha256:1e5",
            imagePullPolicy: "IfNotPresent",
            args: ["--config=/etc/proxy/pool.toml", ""],
            workingDir: "/",
            env: [
              { name: "EMPTY", value: "" },
              {
                name: "PASSWORD",
                valueFrom: { secretKeyRef: { name: "pool", key: "password", optional: false } },
              },
              { name: "POOL", valueFrom: { configMapKeyRef: { name: "config", key: "pool" } } },
              { name: "NODE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } },
              { name: "CPUS", valueFrom: { resourceFieldRef: { resource: "limits.cpu", divisor: "1" } } },
            ],
            envFrom: [
              { prefix: "P_", configMapRef: { name: "config" } },
              { secretRef: { name: "more", optional: true } },
            ],
            ports: [
              { name: "stratum", containerPort: 3333, protocol: "TCP" },
              { containerPort: 8080, hostIP: "127.0.0.1" },
            ],
            resources: {
              limits: { cpu: "2", memory: "1Gi", "nvidia.com/gpu": "4" },
              requests: { cpu: "500m", memory: "1Gi", "ephemeral-storage": "1Gi" },
            },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ["ALL"], add: [] },
              readOnlyRootFilesystem: true,
              runAsNonRoot: true,
              runAsUser: 65_532,
            },
            startupProbe: { ...probe, tcpSocket: { port: "stratum" } },
            livenessProbe: {
              ...probe,
              httpGet: { path: "/live", port: 8080, httpHeaders: [{ name: "X-Probe", value: "1" }] },
            },
            readinessProbe: { ...probe, grpc: { port: 9000, service: "proxy" } },
            lifecycle: {
              preStop: { exec: { command: ["sleep", "5"] } },
              postStart: { httpGet: { path: "/", port: "stratum" } },
            },
            volumeMounts: [
              { name: "config", mountPath: "/etc/proxy", readOnly: true },
              { name: "scratch", mountPath: "/tmp", subPath: "proxy" },
            ],
          },
        ],
        volumes: [
          {
            name: "config",
            configMap: {
              name: "config",
              defaultMode: 0o440,
              items: [{ key: "pool", path: "pool.toml", mode: 0o400 }],
            },
          },
          { name: "scratch", emptyDir: {} },
          { name: "memory", emptyDir: { medium: "Memory", sizeLimit: "64Mi" } },
          { name: "secret", secret: { secretName: "pool", optional: false, defaultMode: 0o400 } },
          {
            name: "projected",
            projected: {
              defaultMode: 0o444,
              sources: [
                { secret: { name: "tls", items: [{ key: "ca.crt", path: "ca.crt" }] } },
                { configMap: { name: "config" } },
                { serviceAccountToken: { path: "token", audience: "vault", expirationSeconds: 3600 } },
                { downwardAPI: { items: [{ path: "labels", fieldRef: { fieldPath: "metadata.labels" } }] } },
              ],
            },
          },
          { name: "data", persistentVolumeClaim: { claimName: "data", readOnly: true } },
        ],
      },
    },
  },
};
