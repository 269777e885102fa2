import type { Construct } from "constructs";
import { systemNamespace } from "./identity.ts";
import { KubernetesObject } from "./kubernetes/index.ts";

type Labels = Readonly<Record<string, string>>;

/** The namespace of records, which a cluster has once. */
export function recordsNamespace(scope: Construct, labels: Labels): KubernetesObject {
  return new KubernetesObject(scope, "namespace", {
    object: {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name: systemNamespace,
        labels: { ...labels, "pod-security.kubernetes.io/enforce": "restricted" },
      },
    },
  });
}

/** The container runtimes that accelerators need, by name of their handler: a class each, which a cluster has once. */
export function runtimeClasses(scope: Construct, handlers: readonly string[], labels: Labels): void {
  for (const handler of handlers) {
    new KubernetesObject(scope, `runtime-${handler}`, {
      object: {
        apiVersion: "node.k8s.io/v1",
        kind: "RuntimeClass",
        metadata: { name: handler, labels },
        handler,
      },
    });
  }
}
