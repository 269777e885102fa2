import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1/index.js";
import { block, flag, integer, integerAsText, integerOrText, required, text } from "../shape.ts";
import type { Kind } from "./kind.ts";
import { namespacedMetadata } from "./metadata.ts";
import { podTemplate } from "./pod.ts";
import { labelSelector } from "./selector.ts";

export const deployment: Kind = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  resource: DeploymentV1,
  // An apply says what should run; whether it does by now is for verification to tell. Waiting would fail an apply because
  // an image pulls slowly or nodes are still to come, and keep the stack's state locked for ten minutes.
  settings: { waitForRollout: false },
  fields: {
    metadata: namespacedMetadata,
    spec: required(
      block({
        minReadySeconds: integer,
        paused: flag,
        progressDeadlineSeconds: integer,
        replicas: integerAsText,
        revisionHistoryLimit: integer,
        selector: required(block(labelSelector)),
        strategy: block({
          type: text,
          rollingUpdate: block({ maxSurge: integerOrText, maxUnavailable: integerOrText }),
        }),
        template: podTemplate,
      }),
    ),
  },
};
