import type { Deployment } from "../kubernetes/index.ts";

/** Specification of a pod, and a container in it. */
export type PodSpec = NonNullable<NonNullable<Deployment["spec"]>["template"]["spec"]>;
export type Container = PodSpec["containers"][number];

/** The part of a pod that differs from proxy to proxy. */
export type ProxyPod = Pick<PodSpec, "initContainers" | "containers" | "volumes">;

export interface ProxyPodProps {
  readonly image: string;
  /** Where miners connect. */
  readonly port: number;
  /** The ConfigMap that holds the configuration, and its key there. */
  readonly configMap: string;
  readonly configFile: string;
}

/**
 * Any user but root will do: both proxies listen above port 1023 and own no file of their image. It is said because an
 * image that names no user would be started as root, and then refused.
 */
const userId = 65532;

/** What the Pod Security level `restricted` asks of a pod. */
export const restrictedPod: NonNullable<PodSpec["securityContext"]> = {
  runAsNonRoot: true,
  runAsUser: userId,
  runAsGroup: userId,
  fsGroup: userId,
  seccompProfile: { type: "RuntimeDefault" },
};

/** What it asks of a container, and a file system that nobody can write to. */
export const restrictedContainer: NonNullable<Container["securityContext"]> = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};
