import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1/index.js";
import { as, blocks, flag, required, text } from "../shape.ts";
import type { Kind } from "./kind.ts";
import { namespacedMetadata } from "./metadata.ts";

export const serviceAccount: Kind = {
  apiVersion: "v1",
  kind: "ServiceAccount",
  resource: ServiceAccountV1,
  fields: {
    metadata: namespacedMetadata,
    automountServiceAccountToken: required(
      flag,
      "is required: the Terraform provider writes true where it is absent, Kubernetes nothing",
    ),
    imagePullSecrets: as("imagePullSecret", blocks({ name: required(text) })),
    // Of the references to secrets the provider carries the name, which is all that Kubernetes reads of them.
    secrets: as("secret", blocks({ name: required(text) })),
  },
};
