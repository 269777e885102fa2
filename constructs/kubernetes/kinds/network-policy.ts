import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1/index.js";
import { block, blocks, integer, integerOrText, required, text, texts } from "../shape.ts";
import type { Kind } from "./kind.ts";
import { namespacedMetadata } from "./metadata.ts";
import { labelSelector } from "./selector.ts";

const peers = blocks({
  ipBlock: block({ cidr: required(text), except: texts }),
  namespaceSelector: block(labelSelector),
  podSelector: block(labelSelector),
});

const ports = blocks({ endPort: integer, port: integerOrText, protocol: text });

export const networkPolicy: Kind = {
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  resource: NetworkPolicyV1,
  fields: {
    metadata: namespacedMetadata,
    spec: required(
      block({
        podSelector: required(block(labelSelector)),
        policyTypes: required(
          texts,
          "is required by the Terraform provider; list the directions the policy is about",
        ),
        ingress: blocks({ from: peers, ports }),
        egress: blocks({ to: peers, ports }),
      }),
    ),
  },
};
