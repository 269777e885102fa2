import { expect, test } from "vitest";
import type { PlainObject } from "../../../constructs/kubernetes/index.ts";
import { compareResults } from "../../../review/compare.ts";
import { object, resultOf, stackOf } from "../results.ts";

const labels = { "busbar.dev/tenant": "a" };
const namespace = object("v1", "Namespace", "work", { labels });

function policy(name: string, spec: object): PlainObject {
  return object("networking.k8s.io/v1", "NetworkPolicy", name, { namespace: "work", labels, spec });
}

function service(spec: object): PlainObject {
  return object("v1", "Service", "proxy", { namespace: "work", labels, spec });
}

function paths(before: readonly PlainObject[], after: readonly PlainObject[]): string[] {
  const { network } = compareResults(
    resultOf("base", stackOf("stack", before)),
    resultOf("head", stackOf("stack", after)),
  );
  return network.paths.map(({ change, object: of, path }) => `${change} by ${of}: ${path}`);
}

const deny = policy("deny-all", { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
const from = (...cidrs: readonly string[]) =>
  policy("allow", {
    podSelector: {},
    policyTypes: ["Ingress"],
    ingress: [
      { from: cidrs.map((cidr) => ({ ipBlock: { cidr } })), ports: [{ protocol: "TCP", port: 3333 }] },
    ],
  });

test("A wider block opens only what it adds", () => {
  expect(paths([namespace, deny, from("10.8.0.0/17")], [namespace, deny, from("10.8.0.0/16")])).toEqual([
    "opened by NetworkPolicy work/allow: from 10.8.128.0/17 to TCP 3333",
  ]);
});

test("The same addresses in other words, in another order or twice, are no change", () => {
  const halves = from("10.8.128.0/17", "10.8.0.0/17", "10.8.0.0/17");
  expect(paths([namespace, deny, from("10.8.0.0/16")], [namespace, deny, halves])).toEqual([]);
});

test("The default deny that goes opens everything, and one that comes closes it", () => {
  const opened = [
    "opened by NetworkPolicy work/deny-all: to anybody on any port, since no policy holds all or some of its pods",
    "opened by NetworkPolicy work/deny-all: from anybody to any port, since no policy holds all or some of its pods",
  ];
  expect(paths([namespace, deny], [namespace])).toEqual(opened);
  expect(paths([namespace], [namespace, deny])).toEqual(
    opened.map((path) => path.replace("opened", "closed")),
  );
});

test("What another policy lets through anyway is not opened", () => {
  const everybody = policy("open", { podSelector: {}, policyTypes: ["Ingress"], ingress: [{}] });
  expect(paths([namespace, everybody], [namespace, everybody, from("10.8.0.0/16")])).toEqual([]);
});

test("A policy for some pods is told with them", () => {
  const proxy = policy("proxy", {
    podSelector: { matchLabels: { app: "proxy" } },
    policyTypes: ["Ingress"],
    ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: "ops" } } }] }],
  });
  expect(paths([namespace, deny], [namespace, deny, proxy])).toEqual([
    "opened by NetworkPolicy work/proxy: pods with app=proxy: from pods of namespaces with team=ops to any port",
  ]);
});

test("A namespace that gets labels is let through by policies that select them", () => {
  const admits = policy("admits", {
    podSelector: {},
    policyTypes: ["Ingress"],
    ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: "ops" } } }] }],
  });
  const other = (team: string) => object("v1", "Namespace", "other", { labels: { team } });
  expect(paths([namespace, admits, other("web")], [namespace, admits, other("ops")])).toEqual([
    "opened by NetworkPolicy work/admits: from pods of namespaces with team=ops to any port, which namespace other now is by its labels",
  ]);
});

test("A policy that cannot be read is unclear, and never silent", () => {
  for (const spec of [
    { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ from: [{ ipBlock: { cidr: "10.8.0.0" } }] }] },
    { podSelector: {}, policyTypes: ["Sideways"] },
    { podSelector: { matchExpressions: [{ key: "a", operator: "Like" }] } },
    { podSelector: {}, ingress: [{ ports: [{ protocol: "QUIC" }] }] },
    { podSelector: {}, ingress: "everything" },
  ]) {
    const found = paths([namespace, deny], [namespace, deny, policy("odd", spec)]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^unclear by NetworkPolicy work\/odd: cannot be read: /);
  }
  const ingress = object("networking.k8s.io/v1", "Ingress", "web", { namespace: "work", spec: {} });
  expect(paths([], [ingress])).toEqual([
    "unclear by Ingress work/web: is new, and what it lets through is not compared",
  ]);
});

test("Selectors that tell too many pods apart are unclear", () => {
  const keys = Array.from({ length: 9 }, (_, index) => `k${index}`);
  const policies = keys.map((key) => policy(key, { podSelector: { matchLabels: { [key]: "x" } } }));
  expect(paths([namespace, deny], [namespace, deny, ...policies])[0]).toMatch(
    /^unclear by .*too many sorts of pods/,
  );
});

test("A service opens what its load balancer, its nodes and its outside addresses take", () => {
  const ports = [{ protocol: "TCP", port: 3333, nodePort: 30_333 }];
  const balanced = (...ranges: readonly string[]) =>
    service({ type: "LoadBalancer", loadBalancerSourceRanges: ranges, ports });
  expect(paths([balanced("10.8.0.0/17")], [balanced("10.8.0.0/16")])).toEqual([
    "opened by Service work/proxy: from 10.8.128.0/17 to TCP 3333, by a load balancer",
  ]);
  expect(paths([service({ ports })], [service({ type: "NodePort", ports })])).toEqual([
    "opened by Service work/proxy: from 0.0.0.0/0 to TCP 30333, by every node's address",
    "opened by Service work/proxy: from ::/0 to TCP 30333, by every node's address",
  ]);
  expect(paths([service({ ports, externalIPs: ["192.0.2.7"] })], [service({ ports })])).toEqual([
    "closed by Service work/proxy: from 0.0.0.0/0 to TCP 3333, by the external address 192.0.2.7",
    "closed by Service work/proxy: from ::/0 to TCP 3333, by the external address 192.0.2.7",
  ]);
  expect(paths([balanced("10.8.0.0/16")], [balanced()])).not.toEqual([]);
});
