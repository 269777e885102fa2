import { JobV1 } from "@cdktf/provider-kubernetes/lib/job-v1/index.js";
import { type Finding, isJsonObject, type JsonObject } from "../json.ts";
import { as, block, blocks, flag, integer, integerAsText, integers, required, text } from "../shape.ts";
import type { Kind } from "./kind.ts";
import { namespacedMetadata } from "./metadata.ts";
import { podTemplate } from "./pod.ts";
import { labelSelector } from "./selector.ts";

/** A Job. The provider cannot carry `suspend`, which a queue such as Kueue would need: declare a JobSet there. */
export const job: Kind = {
  apiVersion: "batch/v1",
  kind: "Job",
  resource: JobV1,
  // An apply should not last as long as the job runs.
  settings: { waitForCompletion: false },
  check: checkIndexed,
  fields: {
    metadata: namespacedMetadata,
    spec: required(
      block({
        activeDeadlineSeconds: integer,
        backoffLimit: integer,
        backoffLimitPerIndex: integer,
        completionMode: text,
        completions: required(
          integer,
          "is required: the Terraform provider writes 1 where it is absent, Kubernetes takes that for a work queue",
        ),
        manualSelector: flag,
        maxFailedIndexes: integer,
        parallelism: integer,
        podFailurePolicy: block({
          rules: required(
            as(
              "rule",
              blocks({
                action: required(text),
                onExitCodes: block({
                  containerName: text,
                  operator: required(text),
                  values: required(integers),
                }),
                onPodConditions: as("onPodCondition", blocks({ status: text, type: required(text) })),
              }),
            ),
          ),
        }),
        selector: block(labelSelector),
        template: podTemplate,
        ttlSecondsAfterFinished: integerAsText,
      }),
    ),
  },
};

/** For an indexed job the provider writes 0 where these are absent, so that one failed index would end the job. */
function checkIndexed(object: JsonObject): readonly Finding[] {
  const spec = object["spec"];
  if (!isJsonObject(spec) || spec["completionMode"] !== "Indexed") return [];
  return ["backoffLimitPerIndex", "maxFailedIndexes"]
    .filter((field) => !Object.hasOwn(spec, field))
    .map((field) => ({
      path: `spec.${field}`,
      problem:
        "is required for an indexed job: the Terraform provider writes 0 where it is absent, Kubernetes no limit",
    }));
}
