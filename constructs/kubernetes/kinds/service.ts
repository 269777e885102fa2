import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1/index.js";
import { as, block, blocks, flag, integer, integerOrText, required, text, textMap, texts } from "../shape.ts";
import type { Kind } from "./kind.ts";
import { namespacedMetadata } from "./metadata.ts";

export const service: Kind = {
  apiVersion: "v1",
  kind: "Service",
  resource: ServiceV1,
  // Where no controller serves load balancers, waiting for one would hang the whole apply; YAML does not wait either.
  settings: { waitForLoadBalancer: false },
  fields: {
    metadata: namespacedMetadata,
    spec: required(
      block({
        allocateLoadBalancerNodePorts: flag,
        clusterIP: as("clusterIp", text),
        clusterIPs: as("clusterIps", texts),
        externalIPs: as("externalIps", texts),
        externalName: text,
        externalTrafficPolicy: text,
        healthCheckNodePort: integer,
        internalTrafficPolicy: text,
        ipFamilies: texts,
        ipFamilyPolicy: text,
        loadBalancerClass: text,
        loadBalancerIP: as("loadBalancerIp", text),
        loadBalancerSourceRanges: texts,
        publishNotReadyAddresses: flag,
        selector: textMap,
        sessionAffinity: text,
        sessionAffinityConfig: block({ clientIP: as("clientIp", block({ timeoutSeconds: integer })) }),
        type: text,
        ports: as(
          "port",
          blocks({
            appProtocol: text,
            name: text,
            nodePort: integer,
            port: required(integer),
            protocol: text,
            targetPort: integerOrText,
          }),
        ),
      }),
    ),
  },
};
