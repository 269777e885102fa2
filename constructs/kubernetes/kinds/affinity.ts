import { as, block, blockInList, blocks, integer, required, text, texts } from "../shape.ts";
import { labelSelector } from "./selector.ts";

const nodeSelectorTerm = {
  matchExpressions: blocks({ key: required(text), operator: required(text), values: texts }),
  matchFields: blocks({ key: required(text), operator: required(text), values: texts }),
};

const podAffinityTerm = {
  labelSelector: blockInList(labelSelector),
  namespaceSelector: blockInList(labelSelector),
  namespaces: texts,
  topologyKey: required(text),
};

const podAffinity = block({
  requiredDuringSchedulingIgnoredDuringExecution: blocks(podAffinityTerm),
  preferredDuringSchedulingIgnoredDuringExecution: blocks({
    weight: required(integer),
    podAffinityTerm: required(block(podAffinityTerm)),
  }),
});

/** Affinity of a pod. */
export const affinity = block({
  nodeAffinity: block({
    requiredDuringSchedulingIgnoredDuringExecution: block({
      nodeSelectorTerms: required(as("nodeSelectorTerm", blocks(nodeSelectorTerm))),
    }),
    preferredDuringSchedulingIgnoredDuringExecution: blocks({
      weight: required(integer),
      preference: required(block(nodeSelectorTerm)),
    }),
  }),
  podAffinity,
  podAntiAffinity: podAffinity,
});
