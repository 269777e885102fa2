import {
  as,
  block,
  blockInList,
  blocks,
  type Fields,
  flag,
  integer,
  integerAsText,
  integers,
  required,
  text,
  textMap,
  texts,
} from "../shape.ts";
import { affinity } from "./affinity.ts";
import { container, seccompProfile, seLinuxOptions } from "./container.ts";
import { templateMetadata } from "./metadata.ts";
import { labelSelector } from "./selector.ts";
import { volumes } from "./volumes.ts";

const securityContext = block({
  fsGroup: integerAsText,
  fsGroupChangePolicy: text,
  runAsGroup: integerAsText,
  runAsNonRoot: flag,
  runAsUser: integerAsText,
  seLinuxOptions,
  seccompProfile,
  supplementalGroups: integers,
  sysctls: as("sysctl", blocks({ name: required(text), value: required(text) })),
});

const pod: Fields = {
  activeDeadlineSeconds: integer,
  affinity,
  automountServiceAccountToken: required(
    flag,
    "is required: the Terraform provider writes true where it is absent, which overrides the ServiceAccount's; " +
      "Kubernetes takes the ServiceAccount's",
  ),
  containers: required(as("container", blocks(container))),
  dnsConfig: block({
    nameservers: texts,
    searches: texts,
    options: as("option", blocks({ name: required(text), value: text })),
  }),
  dnsPolicy: text,
  enableServiceLinks: flag,
  hostAliases: blocks({ hostnames: required(texts), ip: required(text) }),
  hostIPC: as("hostIpc", flag),
  hostNetwork: flag,
  hostPID: as("hostPid", flag),
  hostname: text,
  imagePullSecrets: blocks({ name: required(text) }),
  initContainers: as("initContainer", blocks(container)),
  nodeName: text,
  nodeSelector: textMap,
  os: block({ name: required(text) }),
  priorityClassName: text,
  readinessGates: as("readinessGate", blocks({ conditionType: required(text) })),
  restartPolicy: text,
  runtimeClassName: text,
  schedulerName: text,
  securityContext,
  serviceAccountName: text,
  shareProcessNamespace: flag,
  subdomain: text,
  terminationGracePeriodSeconds: integer,
  tolerations: as(
    "toleration",
    blocks({ effect: text, key: text, operator: text, tolerationSeconds: integerAsText, value: text }),
  ),
  topologySpreadConstraints: as(
    "topologySpreadConstraint",
    blocks({
      labelSelector: blockInList(labelSelector),
      matchLabelKeys: texts,
      maxSkew: required(integer),
      minDomains: integer,
      nodeAffinityPolicy: text,
      nodeTaintsPolicy: text,
      topologyKey: required(text),
      whenUnsatisfiable: required(text),
    }),
  ),
  volumes,
};

/** The template of a workload's pods. */
export const podTemplate = required(
  block({ metadata: required(templateMetadata), spec: required(block(pod)) }),
);
