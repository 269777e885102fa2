/** A stage that kwok puts a node or pod into, when the selector finds it. */
interface Stage {
  readonly apiVersion: "kwok.x-k8s.io/v1alpha1";
  readonly kind: "Stage";
  readonly metadata: { readonly name: string };
  readonly spec: object;
}

function stage(name: string, kind: "Node" | "Pod", selector: readonly object[], next: object): Stage {
  return {
    apiVersion: "kwok.x-k8s.io/v1alpha1",
    kind: "Stage",
    metadata: { name },
    spec: { resourceRef: { apiGroup: "v1", kind }, selector: { matchExpressions: selector }, next },
  };
}

const isReady = '.status.conditions.[] | select( .type == "Ready" ) | .status';
const deleted = ".metadata.deletionTimestamp";

/** A node is ready, with what it says it has; one that says nothing has plenty, as kwokctl's own stages give it. */
const nodeStatus = `
{{ $now := Now }}
phase: Running
conditions:
{{ range NodeConditions }}
- type: {{ .type | Quote }}
  status: {{ .status | Quote }}
  reason: {{ .reason | Quote }}
  message: {{ .message | Quote }}
  lastHeartbeatTime: {{ $now | Quote }}
  lastTransitionTime: {{ $now | Quote }}
{{ end }}
{{ if not .status.addresses }}
addresses:
- {type: Hostname, address: {{ .metadata.name | Quote }}}
{{ with NodeIP }}
- {type: InternalIP, address: {{ . | Quote }}}
{{ end }}
{{ end }}
{{ if not .status.allocatable }}
allocatable: {cpu: 1k, memory: 1Ti, pods: 1M}
{{ end }}
{{ if not .status.capacity }}
capacity: {cpu: 1k, memory: 1Ti, pods: 1M}
{{ end }}
`;

const podStatus = `
{{ $now := Now }}
phase: Running
startTime: {{ $now | Quote }}
conditions:
{{ range (list "Initialized" "Ready" "ContainersReady") }}
- {type: {{ . }}, status: "True", lastTransitionTime: {{ $now | Quote }}}
{{ end }}
{{ range .spec.readinessGates }}
- {type: {{ .conditionType | Quote }}, status: "True", lastTransitionTime: {{ $now | Quote }}}
{{ end }}
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: true
  restartCount: 0
  state: {running: {startedAt: {{ $now | Quote }}}}
{{ end }}
initContainerStatuses:
{{ range .spec.initContainers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: true
  restartCount: 0
  {{ if eq .restartPolicy "Always" }}
  started: true
  state: {running: {startedAt: {{ $now | Quote }}}}
  {{ else }}
  state: {terminated: {exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }}}}
  {{ end }}
{{ end }}
{{ with NodeIPsWith .spec.nodeName }}
hostIP: {{ index . 0 | Quote }}
hostIPs: [{ip: {{ index . 0 | Quote }}}]
{{ end }}
{{ with PodIPsWith .spec.nodeName ( or .spec.hostNetwork false ) ( or .metadata.uid "" ) ( or .metadata.name "" ) ( or .metadata.namespace "" ) }}
podIP: {{ index . 0 | Quote }}
podIPs: [{ip: {{ index . 0 | Quote }}}]
{{ end }}
`;

/**
 * Stages in which every pod runs and is ready until it is deleted. kwokctl's own would end the pods of Jobs at once; it
 * takes all stages or none, so that nodes are here as well. kwok renews the leases of nodes without a stage.
 */
export const runningStages: readonly Stage[] = [
  stage("node-ready", "Node", [{ key: isReady, operator: "NotIn", values: ["True"] }], {
    statusTemplate: nodeStatus,
  }),
  stage(
    "pod-ready",
    "Pod",
    [
      { key: deleted, operator: "DoesNotExist" },
      { key: ".status.phase", operator: "In", values: ["Pending"] },
      { key: isReady, operator: "NotIn", values: ["True"] },
    ],
    { statusTemplate: podStatus },
  ),
  stage("pod-delete", "Pod", [{ key: deleted, operator: "Exists" }], { delete: true }),
];
