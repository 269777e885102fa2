import type { LiveMetadata } from "../live/live-object.ts";

/**
 * Whether a pod belongs to its node rather than to anybody's work: of a DaemonSet, or started by the kubelet itself. It
 * says so itself, so of a pod in a tenant's namespace it is not to be believed.
 */
export function staysWithNode({ ownerReferences = [], annotations = {} }: LiveMetadata): boolean {
  return (
    ownerReferences.some(({ kind, controller }) => kind === "DaemonSet" && controller === true) ||
    annotations["kubernetes.io/config.mirror"] !== undefined
  );
}
