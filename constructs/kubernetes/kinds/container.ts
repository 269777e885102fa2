import {
  as,
  block,
  blockInList,
  blocks,
  type Fields,
  flag,
  integer,
  integerAsText,
  integerOrText,
  required,
  text,
  textMap,
  texts,
} from "../shape.ts";

export const seLinuxOptions = block({ level: text, role: text, type: text, user: text });
export const seccompProfile = block({ localhostProfile: text, type: required(text) });

const exec = block({ command: texts });
const httpGet = block({
  host: text,
  path: text,
  port: required(integerOrText),
  scheme: text,
  httpHeaders: as("httpHeader", blocks({ name: required(text), value: required(text) })),
});
const tcpSocket = blockInList({ port: required(integerOrText) });

/** A probe. Its own `terminationGracePeriodSeconds` cannot be carried. */
const probe = block({
  exec,
  httpGet,
  tcpSocket,
  grpc: blockInList({ port: required(integer), service: text }),
  failureThreshold: integer,
  initialDelaySeconds: integer,
  periodSeconds: integer,
  successThreshold: integer,
  timeoutSeconds: integer,
});

const handler = blockInList({ exec, httpGet, tcpSocket });

const keyRef = block({ key: required(text), name: required(text), optional: flag });

const env = blocks({
  name: required(text),
  value: text,
  valueFrom: block({
    configMapKeyRef: keyRef,
    secretKeyRef: keyRef,
    fieldRef: block({ apiVersion: text, fieldPath: required(text) }),
    resourceFieldRef: block({ containerName: text, divisor: text, resource: required(text) }),
  }),
});

const sourceRef = block({ name: required(text), optional: flag });

const securityContext = block({
  allowPrivilegeEscalation: flag,
  capabilities: block({ add: texts, drop: texts }),
  privileged: flag,
  readOnlyRootFilesystem: flag,
  runAsGroup: integerAsText,
  runAsNonRoot: required(
    flag,
    "is required: the Terraform provider writes false where it is absent, which overrides the pod's; Kubernetes takes the pod's",
  ),
  runAsUser: integerAsText,
  seLinuxOptions,
  seccompProfile,
});

/** A container or init container. Sidecars (init containers with a `restartPolicy`) cannot be carried. */
export const container: Fields = {
  args: texts,
  command: texts,
  env,
  envFrom: blocks({ prefix: text, configMapRef: sourceRef, secretRef: sourceRef }),
  image: text,
  imagePullPolicy: text,
  lifecycle: block({ postStart: handler, preStop: handler }),
  livenessProbe: probe,
  name: required(text),
  ports: as(
    "port",
    blocks({
      containerPort: required(integer),
      hostIP: as("hostIp", text),
      hostPort: integer,
      name: text,
      protocol: text,
    }),
  ),
  readinessProbe: probe,
  resources: block({ limits: textMap, requests: textMap }),
  securityContext,
  startupProbe: probe,
  stdin: flag,
  stdinOnce: flag,
  terminationMessagePath: text,
  terminationMessagePolicy: text,
  tty: flag,
  volumeDevices: as("volumeDevice", blocks({ devicePath: required(text), name: required(text) })),
  volumeMounts: as(
    "volumeMount",
    blocks({
      mountPath: required(text),
      mountPropagation: text,
      name: required(text),
      readOnly: flag,
      subPath: text,
      subPathExpr: text,
    }),
  ),
  workingDir: text,
};
