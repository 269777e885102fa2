import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1/index.js";
import type { Kind } from "./kind.ts";
import { clusterMetadata } from "./metadata.ts";

export const namespace: Kind = {
  apiVersion: "v1",
  kind: "Namespace",
  resource: NamespaceV1,
  fields: { metadata: clusterMetadata },
};
