import { block, type Fields, required, text, textMap } from "../shape.ts";

/**
 * Metadata the typed resources carry. Not among it: finalizers and owner references, which the provider cannot set, and
 * `generateName`, whose result the YAML rendition could not name.
 */
const common: Fields = { name: required(text), labels: textMap, annotations: textMap };

/** Metadata of a kind that is in no namespace. */
export const clusterMetadata = required(block(common));

/** Metadata of a namespaced kind. */
export const namespacedMetadata = required(
  block({
    ...common,
    namespace: required(
      text,
      'is required: where it is absent Terraform would mean "default" and kubectl the namespace of its context',
    ),
  }),
);

/** Metadata of a template of pods. */
export const templateMetadata = block({ labels: textMap, annotations: textMap });
