import { LimitRangeV1 } from "@cdktf/provider-kubernetes/lib/limit-range-v1/index.js";
import { ResourceQuotaV1 } from "@cdktf/provider-kubernetes/lib/resource-quota-v1/index.js";
import { as, block, blocks, required, text, textMap, texts } from "../shape.ts";
import type { Kind } from "./kind.ts";
import { namespacedMetadata } from "./metadata.ts";

export const resourceQuota: Kind = {
  apiVersion: "v1",
  kind: "ResourceQuota",
  resource: ResourceQuotaV1,
  fields: {
    metadata: namespacedMetadata,
    spec: block({
      hard: textMap,
      scopes: texts,
      scopeSelector: block({
        matchExpressions: as(
          "matchExpression",
          blocks({ scopeName: required(text), operator: required(text), values: texts }),
        ),
      }),
    }),
  },
};

export const limitRange: Kind = {
  apiVersion: "v1",
  kind: "LimitRange",
  resource: LimitRangeV1,
  fields: {
    metadata: namespacedMetadata,
    spec: block({
      limits: required(
        as(
          "limit",
          blocks({
            type: required(text),
            default: textMap,
            defaultRequest: textMap,
            max: textMap,
            maxLimitRequestRatio: textMap,
            min: textMap,
          }),
        ),
      ),
    }),
  },
};
