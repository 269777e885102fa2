import { blocks, type Fields, required, text, textMap, texts } from "../shape.ts";

/** LabelSelector. */
export const labelSelector: Fields = {
  matchLabels: textMap,
  matchExpressions: blocks({ key: required(text), operator: required(text), values: texts }),
};
