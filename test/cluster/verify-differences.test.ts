import { expect, test } from "vitest";
import type { LiveObject, ManagedFields } from "../../cluster/live/live-object.ts";
import { differences } from "../../cluster/verify/differences.ts";

/** A live object whose fields are owned as given, by manager. */
function live(
  content: Readonly<Record<string, unknown>>,
  owned: Readonly<Record<string, unknown>> = {},
): LiveObject {
  const managedFields = Object.entries(owned).map(([manager, fieldsV1]): ManagedFields => {
    return { manager, operation: manager === "busbar" ? "Apply" : "Update", fieldsV1 };
  });
  const { metadata, ...rest } = content as { readonly metadata?: object };
  return { apiVersion: "v1", kind: "Thing", ...rest, metadata: { name: "it", ...metadata, managedFields } };
}

const found = (declared: Readonly<Record<string, unknown>>, object: LiveObject) =>
  differences(declared, object, "busbar");

const fields = (...args: Parameters<typeof found>) => found(...args).map(({ field }) => field);

test("What is as declared has no differences, whatever else is there", () => {
  const declared = { data: { a: "1" }, metadata: { name: "it", labels: { x: "y" } } };
  const object = live({
    data: { a: "1", theirs: "2" },
    metadata: { labels: { x: "y", z: "theirs" }, annotations: { theirs: "3" } },
  });
  expect(found(declared, object)).toEqual([]);
});

test("A value that another manager changed is found with its path, both values and the owner", () => {
  const object = live(
    { spec: { replicas: 5 } },
    { busbar: { "f:spec": { "f:paused": {} } }, "kubectl-edit": { "f:spec": { "f:replicas": {} } } },
  );
  expect(found({ spec: { replicas: 2 } }, object)).toEqual([
    { field: "spec.replicas", found: 5, declared: 2, owners: ["kubectl-edit"] },
  ]);
});

test("A field that was removed is found, with nothing in its place", () => {
  expect(found({ data: { "a.toml": "x" } }, live({ data: {} }))).toEqual([
    { field: 'data["a.toml"]', declared: "x", owners: [] },
  ]);
});

test("What was applied earlier and is declared no more is found where it is still there", () => {
  const object = live(
    { metadata: { labels: { kept: "1", old: "2", theirs: "3" } }, spec: { list: [{ name: "old" }] } },
    {
      busbar: {
        "f:metadata": { "f:labels": { "f:kept": {}, "f:old": {}, "f:gone": {} } },
        "f:spec": { "f:list": { 'k:{"name":"old"}': { ".": {}, "f:name": {} } } },
      },
      other: { "f:metadata": { "f:labels": { "f:theirs": {} } } },
    },
  );
  expect(found({ metadata: { labels: { kept: "1" } }, spec: { list: [] } }, object)).toEqual([
    { field: "metadata.labels.old", found: "2", owners: ["busbar"] },
    { field: "spec.list[name=old]", found: { name: "old" }, owners: ["busbar"] },
  ]);
});

test("Items of a list are told apart by their keys, and those of others are left alone", () => {
  const entry = (name: string) => ({ [`k:{"name":"${name}"}`]: { ".": {}, "f:name": {}, "f:image": {} } });
  const object = live(
    {
      spec: {
        containers: [
          { name: "sidecar", image: "s" },
          { name: "b", image: "2" },
          { name: "a", image: "other" },
        ],
      },
    },
    {
      busbar: { "f:spec": { "f:containers": { ...entry("a"), ...entry("b") } } },
      injector: { "f:spec": { "f:containers": entry("sidecar") } },
    },
  );
  const containers = [
    { name: "a", image: "1" },
    { name: "b", image: "2" },
    { name: "c", image: "3" },
  ];
  expect(fields({ spec: { containers } }, object)).toEqual([
    "spec.containers[name=a].image",
    "spec.containers[name=c]",
  ]);
});

test("A port without a protocol is the TCP port that the server makes of it", () => {
  const owned = {
    "f:ports": { 'k:{"port":80,"protocol":"TCP"}': { ".": {}, "f:port": {}, "f:protocol": {} } },
  };
  const object = live(
    {
      spec: {
        ports: [
          { port: 80, protocol: "UDP", name: "other" },
          { port: 80, protocol: "TCP", targetPort: 80 },
        ],
      },
    },
    { busbar: { "f:spec": owned } },
  );
  expect(found({ spec: { ports: [{ port: 80 }] } }, object)).toEqual([]);
});

test("A list without keys is compared item by item, and as one where it has more or fewer", () => {
  const owned = { busbar: { "f:rules": {} } };
  const declared = { rules: [{ verbs: ["get", "list"] }] };
  expect(fields(declared, live({ rules: [{ verbs: ["get", "watch"] }] }, owned))).toEqual([
    "rules[0].verbs[1]",
  ]);
  expect(fields(declared, live({ rules: [] }, owned))).toEqual(["rules"]);
  expect(fields(declared, live({ rules: [{ verbs: ["get", "list"] }, {}] }, owned))).toEqual(["rules"]);
});

test("To a value that is owned whole nothing may be added but what the server adds itself", () => {
  const owned = { "kubectl-edit": { "f:spec": { "f:podSelector": {}, "f:egress": {} } } };
  const declared = { spec: { podSelector: {}, egress: [{ ports: [{ port: 53 }] }] } };
  const usual = { podSelector: {}, egress: [{ ports: [{ port: 53, protocol: "TCP" }] }] };
  expect(fields(declared, live({ spec: usual }, owned))).toEqual([]);
  const narrowed = {
    podSelector: { matchLabels: { a: "b" } },
    egress: [{ ports: [{ port: 53, endPort: 99 }] }],
  };
  expect(found(declared, live({ spec: narrowed }, owned))).toEqual([
    { field: "spec.podSelector.matchLabels", found: { a: "b" }, owners: ["kubectl-edit"] },
    { field: "spec.egress[0].ports[0].endPort", found: 99, owners: ["kubectl-edit"] },
  ]);
});

test("An empty list that forbids all is not as declared once something is in it", () => {
  const owned = { "kubectl-edit": { "f:spec": { "f:egress": {} } } };
  expect(fields({ spec: { egress: [] } }, live({ spec: { egress: [{}] } }, owned))).toEqual(["spec.egress"]);
  expect(fields({ spec: { egress: [] } }, live({ spec: {} }))).toEqual([]);
});

test("What says nothing and is left out by the server is no difference; what somebody removed is", () => {
  const declared = { paused: false, value: 0, description: "" };
  const owned = { busbar: { "f:paused": {}, "f:value": {}, "f:description": {} } };
  expect(fields(declared, live({}, owned))).toEqual([]);
  expect(fields(declared, live({}))).toEqual(["paused", "value", "description"]);
});

test("Quantities are compared by what they are, and only where quantities stand", () => {
  const limits = { resources: { limits: { cpu: "1000m", memory: "1.5Gi" } } };
  expect(
    found({ spec: limits }, live({ spec: { resources: { limits: { cpu: "1", memory: "1536Mi" } } } })),
  ).toEqual([]);
  expect(
    fields({ spec: limits }, live({ spec: { resources: { limits: { cpu: "2", memory: "1536Mi" } } } })),
  ).toEqual(["spec.resources.limits.cpu"]);
  expect(fields({ data: { cpu: "1000m" } }, live({ data: { cpu: "1" } }))).toEqual(["data.cpu"]);
});

test("The order of a rule's verbs says nothing, that of a container's arguments does", () => {
  const role = { rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "create"] }] };
  const terraform = { rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["list", "create", "get"] }] };
  const fewer = { rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["list", "create", "delete"] }] };
  const owned = { HashiCorp: { "f:rules": {} } };
  expect(fields(role, live(terraform, owned))).toEqual([]);
  expect(fields(role, live(fewer, owned))).not.toEqual([]);
  expect(fields({ spec: { args: ["a", "b"] } }, live({ spec: { args: ["b", "a"] } }))).not.toEqual([]);
});

test("A priority class that is no default says so or says nothing; a mounted token is no such matter", () => {
  expect(fields({ globalDefault: false }, live({}))).toEqual([]);
  expect(fields({ automountServiceAccountToken: false }, live({}))).toEqual(["automountServiceAccountToken"]);
});
