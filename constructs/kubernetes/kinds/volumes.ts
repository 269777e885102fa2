import {
  as,
  block,
  blockInList,
  blocks,
  fileMode,
  flag,
  integer,
  required,
  text,
  textMap,
} from "../shape.ts";

const items = blocks({ key: required(text), mode: fileMode, path: required(text) });

const fieldRef = block({ apiVersion: text, fieldPath: required(text) });
const downwardItem = {
  path: required(text),
  mode: fileMode,
  fieldRef,
  resourceFieldRef: block({ containerName: required(text), divisor: text, resource: required(text) }),
};

const projectedSource = {
  configMap: blockInList({ name: required(text), optional: flag, items }),
  secret: blockInList({ name: required(text), optional: flag, items }),
  downwardAPI: as("downwardApi", block({ items: blocks(downwardItem) })),
  serviceAccountToken: block({ audience: text, expirationSeconds: integer, path: required(text) }),
};

/** Volumes of a pod: the sources a platform uses. The cloud vendors' in-tree volumes are left out on purpose. */
export const volumes = as(
  "volume",
  blocks({
    name: required(text),
    configMap: block({ name: required(text), optional: flag, defaultMode: fileMode, items }),
    secret: block({ secretName: required(text), optional: flag, defaultMode: fileMode, items }),
    downwardAPI: as(
      "downwardApi",
      block({
        defaultMode: fileMode,
        // The provider requires the reference to a field even beside one to a resource; projected volumes need not.
        items: blocks({
          ...downwardItem,
          fieldRef: required(
            fieldRef,
            "is required by the Terraform provider; use a projected volume for resources",
          ),
        }),
      }),
    ),
    projected: blockInList({ defaultMode: fileMode, sources: required(blocks(projectedSource)) }),
    emptyDir: block({ medium: text, sizeLimit: text }),
    hostPath: block({ path: required(text), type: text }),
    nfs: block({ path: required(text), server: required(text), readOnly: flag }),
    persistentVolumeClaim: block({ claimName: required(text), readOnly: flag }),
    csi: block({
      driver: required(text),
      fsType: text,
      readOnly: flag,
      volumeAttributes: textMap,
      nodePublishSecretRef: block({ name: required(text) }),
    }),
  }),
);
