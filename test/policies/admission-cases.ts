import { imageAllowList } from "../../policies/delivery/image-allow-list.ts";
import { imageDigest } from "../../policies/delivery/image-digest.ts";
import type { AnyRule } from "../../policies/rule.ts";
import { hostNamespaces } from "../../policies/tenancy/host-namespaces.ts";
import { podsWithoutRequests } from "../../policies/tenancy/pods-without-requests.ts";
import { privilegedContainer } from "../../policies/tenancy/privileged-container.ts";
import { workloadWithoutQueue } from "../../policies/tenancy/workload-without-queue.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A rule as it is set where the cases are tried. */
export const ruleSettings: readonly { readonly rule: AnyRule; readonly parameters: object }[] = [
  { rule: podsWithoutRequests, parameters: {} },
  { rule: workloadWithoutQueue, parameters: {} },
  { rule: hostNamespaces, parameters: {} },
  { rule: privilegedContainer, parameters: {} },
  { rule: imageDigest, parameters: { tenants: true } },
  {
    rule: imageAllowList,
    parameters: {
      tenants: true,
      images: [
        "registry.example.com",
        "ghcr.io/team",
        "docker.io/folder",
        "docker.io/library/redis",
        "quay.io:443/a/b",
      ],
    },
  },
];

/** An object in a tenant's namespace, and the rules that it breaks: what a rule says, and what the API server does. */
export interface AdmissionCase {
  readonly title: string;
  readonly object: Fields & { readonly kind: string; readonly metadata: Fields & { readonly name: string } };
  /** By id. */
  readonly breaks: readonly string[];
  /** The namespace gives containers these requests. */
  readonly defaults?: Readonly<Record<string, string>>;
}

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const queue = { "kueue.x-k8s.io/queue-name": "leased" };

const container = {
  name: "main",
  image: `registry.example.com/work:1@${digest}`,
  resources: { requests: { cpu: "1", memory: "1Gi" } },
};

let count = 0;

function pod(spec: Fields = {}, labels: Fields = queue): AdmissionCase["object"] {
  count += 1;
  const metadata = { name: `case-${count}`, labels };
  return { apiVersion: "v1", kind: "Pod", metadata, spec: { containers: [container], ...spec } };
}

function containing(change: Fields): AdmissionCase["object"] {
  return pod({ containers: [{ ...container, ...change }] });
}

function image(name: string, breaks: readonly string[]): AdmissionCase {
  return { title: `image ${name}`, object: containing({ image: name }), breaks };
}

function workload(
  apiVersion: string,
  kind: string,
  labels: Fields,
  spec: Fields,
  breaks: readonly string[],
): AdmissionCase {
  count += 1;
  const named = Object.keys(labels).length > 0 ? "with" : "without";
  const title = `a ${kind} ${named} labels ${JSON.stringify(labels)}`;
  return { title, object: { apiVersion, kind, metadata: { name: `case-${count}`, labels }, spec }, breaks };
}

const app = { matchLabels: { app: "a" } };
const template = (spec: Fields) => ({
  metadata: { labels: { app: "a" } },
  spec: { containers: [container], ...spec },
});

const requests = podsWithoutRequests.id;
const host = hostNamespaces.id;
const privileged = privilegedContainer.id;
const tag = imageDigest.id;
const elsewhere = imageAllowList.id;
const unqueued = workloadWithoutQueue.id;

export const admissionCases: readonly AdmissionCase[] = [
  { title: "a pod that keeps every rule", object: pod(), breaks: [] },
  { title: "no requests", object: containing({ resources: {} }), breaks: [requests] },
  { title: "no resources", object: containing({ resources: undefined }), breaks: [requests] },
  { title: "no memory", object: containing({ resources: { requests: { cpu: "1" } } }), breaks: [requests] },
  { title: "no cpu", object: containing({ resources: { requests: { memory: "1Gi" } } }), breaks: [requests] },
  {
    title: "limits alone",
    object: containing({ resources: { limits: { cpu: "1", memory: "1Gi" } } }),
    breaks: [],
  },
  {
    title: "requests by the namespace",
    object: containing({ resources: {} }),
    defaults: { cpu: "100m", memory: "128Mi" },
    breaks: [],
  },
  {
    title: "half of the requests by the namespace",
    object: containing({ resources: {} }),
    defaults: { cpu: "100m" },
    breaks: [requests],
  },
  {
    title: "an init container without requests",
    object: pod({ initContainers: [{ ...container, name: "init", resources: {} }] }),
    breaks: [requests],
  },
  { title: "hostNetwork", object: pod({ hostNetwork: true }), breaks: [host] },
  { title: "hostNetwork: false", object: pod({ hostNetwork: false }), breaks: [] },
  { title: "hostPID", object: pod({ hostPID: true }), breaks: [host] },
  { title: "hostIPC", object: pod({ hostIPC: true }), breaks: [host] },
  { title: "hostPort", object: containing({ ports: [{ containerPort: 80, hostPort: 80 }] }), breaks: [host] },
  { title: "a port", object: containing({ ports: [{ containerPort: 80 }] }), breaks: [] },
  { title: "hostPath", object: pod({ volumes: [{ name: "v", hostPath: { path: "/" } }] }), breaks: [host] },
  { title: "emptyDir", object: pod({ volumes: [{ name: "v", emptyDir: {} }] }), breaks: [] },
  {
    title: "privileged",
    object: containing({ securityContext: { privileged: true } }),
    breaks: [privileged],
  },
  {
    title: "gains privileges",
    object: containing({ securityContext: { allowPrivilegeEscalation: true } }),
    breaks: [privileged],
  },
  {
    title: "adds a capability",
    object: containing({ securityContext: { capabilities: { add: ["NET_BIND_SERVICE", "SYS_ADMIN"] } } }),
    breaks: [privileged],
  },
  {
    title: "adds the one that is allowed",
    object: containing({ securityContext: { capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } } }),
    breaks: [],
  },
  {
    title: "a privileged init container",
    object: pod({ initContainers: [{ ...container, name: "init", securityContext: { privileged: true } }] }),
    breaks: [privileged],
  },
  {
    title: "a privileged container on its host, by tag and from elsewhere, without requests or queue",
    object: pod(
      {
        hostNetwork: true,
        containers: [{ name: "main", image: "evil.example.com/x", securityContext: { privileged: true } }],
      },
      {},
    ),
    breaks: [requests, unqueued, host, privileged, tag, elsewhere],
  },
  image(`registry.example.com/a/b@${digest}`, []),
  image("registry.example.com/a/b:1", [tag]),
  image(`registry.example.com/a/b@${digest.slice(0, -1)}`, [tag]),
  image(`registry.example.com:5000/a@${digest}`, [elsewhere]),
  image(`registry.example.com.evil.org/a@${digest}`, [elsewhere]),
  image(`registryXexample.com/a@${digest}`, [elsewhere]),
  image(`ghcr.io/team/a@${digest}`, []),
  image(`ghcr.io/team-b/a@${digest}`, [elsewhere]),
  image(`quay.io:443/a/b@${digest}`, []),
  image(`quay.io:443/a/b/c@${digest}`, []),
  image(`quay.io:443/a/bc@${digest}`, [elsewhere]),
  image(`docker.io/folder/a@${digest}`, []),
  image(`folder/a@${digest}`, []),
  image(`folder@${digest}`, [elsewhere]),
  image(`redis@${digest}`, []),
  image(`redis:7@${digest}`, []),
  image(`library/redis:7@${digest}`, []),
  image(`redis-cli@${digest}`, [elsewhere]),
  image("nginx", [tag, elsewhere]),
  { title: "a pod of no queue", object: pod({}, {}), breaks: [unqueued] },
  {
    title: "a pod of a queue without a name",
    object: pod({}, { "kueue.x-k8s.io/queue-name": "" }),
    breaks: [unqueued],
  },
  workload("apps/v1", "Deployment", queue, { selector: app, template: template({}) }, []),
  workload("apps/v1", "Deployment", {}, { selector: app, template: template({}) }, [unqueued]),
  workload(
    "apps/v1",
    "StatefulSet",
    { app: "a" },
    { serviceName: "a", selector: app, template: template({}) },
    [unqueued],
  ),
  workload("batch/v1", "Job", queue, { template: template({ restartPolicy: "Never" }) }, []),
  workload("batch/v1", "Job", {}, { template: template({ restartPolicy: "Never" }) }, [unqueued]),
];
