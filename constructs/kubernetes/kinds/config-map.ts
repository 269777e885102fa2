import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1/index.js";
import { flag, textMap } from "../shape.ts";
import type { Kind } from "./kind.ts";
import { namespacedMetadata } from "./metadata.ts";

export const configMap: Kind = {
  apiVersion: "v1",
  kind: "ConfigMap",
  resource: ConfigMapV1,
  fields: {
    metadata: namespacedMetadata,
    data: textMap,
    // Base64 in both renditions.
    binaryData: textMap,
    immutable: flag,
  },
};
