import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1/index.js";
import { PriorityClassV1 } from "@cdktf/provider-kubernetes/lib/priority-class-v1/index.js";
import { RuntimeClassV1 } from "@cdktf/provider-kubernetes/lib/runtime-class-v1/index.js";
import { block, flag, integer, integerOrText, required, text } from "../shape.ts";
import type { Kind } from "./kind.ts";
import { clusterMetadata, namespacedMetadata } from "./metadata.ts";
import { labelSelector } from "./selector.ts";

export const podDisruptionBudget: Kind = {
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  resource: PodDisruptionBudgetV1,
  fields: {
    metadata: namespacedMetadata,
    spec: required(
      block({
        maxUnavailable: integerOrText,
        minAvailable: integerOrText,
        selector: required(
          block(labelSelector),
          "is required by the Terraform provider; select the pods it protects",
        ),
      }),
    ),
  },
};

export const priorityClass: Kind = {
  apiVersion: "scheduling.k8s.io/v1",
  kind: "PriorityClass",
  resource: PriorityClassV1,
  fields: {
    metadata: clusterMetadata,
    value: required(integer),
    description: text,
    globalDefault: flag,
    preemptionPolicy: text,
  },
};

/** Of a RuntimeClass the provider carries the handler only: neither `scheduling` nor `overhead`. */
export const runtimeClass: Kind = {
  apiVersion: "node.k8s.io/v1",
  kind: "RuntimeClass",
  resource: RuntimeClassV1,
  fields: { metadata: clusterMetadata, handler: required(text) },
};
