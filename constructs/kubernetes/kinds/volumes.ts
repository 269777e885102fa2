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

const downwardItems = blocks({
  path: required(text),
  mode: fileMode,
  fieldRef: block({ apiVersion: text, fieldPath: required(text) }),
  resourceFieldRef: block({ containerName: required(text), divisor: text, resource: required(text) }),
});

const projectedSource = {
  configMap: blockInList({ name: required(text), optional: flag, items }),
  secret: blockInList({ name: required(text), optional: flag, items }),
  downwardAPI: as("downwardApi", block({ items: downwardItems })),
  serviceAccountToken: block({ audience: text, expirationSeconds: integer, path: required(text) }),
};

/** Volumes of a pod: the sources a platform uses. The cloud vendors' in-tree volumes are left out on purpose. */
export const volumes = as(
  "volume",
  blocks({
    name: required(text),
    configMap: block({ name: required(text), optional: flag, defaultMode: fileMode, items }),
    secret: block({ secretName: required(text), optional: flag, defaultMode: fileMode, items }),
    downwardAPI: as("downwardApi", block({ defaultMode: fileMode, items: downwardItems })),
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
