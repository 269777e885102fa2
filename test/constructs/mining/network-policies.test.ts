import { expect, test } from "vitest";
import type { PoolSet } from "../../../constructs/mining/pools.ts";
import { declare, northProps, southProps } from "./zones.ts";

const publicOnly = {
  ipBlock: {
    cidr: "0.0.0.0/0",
    except: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"],
  },
};
const nameResolution = {
  to: [
    {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
      podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    },
  ],
  ports: [
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
  ],
};
const monitoring = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } };

test("Nothing in the namespace talks to anything unless it is allowed", () => {
  expect(declare(northProps).policy("default-deny")).toEqual({
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
  });
});

test("The zone's miners reach the proxy, monitoring its metrics, and the proxy its pools: nothing else", () => {
  expect(declare(northProps).policy("stratum-proxy")).toEqual({
    podSelector: { matchLabels: { "app.kubernetes.io/name": "stratum-proxy" } },
    policyTypes: ["Ingress", "Egress"],
    ingress: [
      {
        from: [{ ipBlock: { cidr: "10.10.0.0/20" } }, { ipBlock: { cidr: "10.10.16.0/20" } }],
        ports: [{ protocol: "TCP", port: 3333 }],
      },
      { from: [monitoring], ports: [{ protocol: "TCP", port: 8080 }] },
    ],
    egress: [
      nameResolution,
      {
        to: [publicOnly],
        ports: [
          { protocol: "TCP", port: 3333 },
          { protocol: "TCP", port: 3334 },
        ],
      },
      { to: [{ ipBlock: { cidr: "203.0.113.7/32" } }], ports: [{ protocol: "TCP", port: 443 }] },
    ],
  });
});

test("The translator's ports are its own", () => {
  const { ingress, egress } = declare(southProps).policy("stratum-proxy");

  expect(ingress).toMatchObject([{ ports: [{ port: 34255 }] }, { ports: [{ port: 9092 }] }]);
  expect(egress?.[1]?.ports).toEqual([
    { protocol: "TCP", port: 3333 },
    { protocol: "TCP", port: 3336 },
  ]);
});

test("Pools given by address are reached there and nowhere else, without name resolution", () => {
  const pools = ["203.0.113.9:3333", "198.51.100.1:700", "203.0.113.9:443", "10.1.2.3:3333"];
  const poolSet: PoolSet = {
    name: "addresses",
    groups: [
      { name: "main", quota: 1, pools: pools.map((at) => ({ url: `stratum+tcp://${at}`, user: "acme" })) },
    ],
  };

  expect(declare({ ...northProps, poolSet }).policy("stratum-proxy").egress).toEqual([
    { to: [{ ipBlock: { cidr: "10.1.2.3/32" } }], ports: [{ protocol: "TCP", port: 3333 }] },
    { to: [{ ipBlock: { cidr: "198.51.100.1/32" } }], ports: [{ protocol: "TCP", port: 700 }] },
    {
      to: [{ ipBlock: { cidr: "203.0.113.9/32" } }],
      ports: [
        { protocol: "TCP", port: 443 },
        { protocol: "TCP", port: 3333 },
      ],
    },
  ]);
});

test("A pool that is given by its IPv6 address is reached there, and nothing by IPv4 in its stead", () => {
  const pools = ["[2001:db8::7]:3333", "203.0.113.9:3333"];
  const poolSet: PoolSet = {
    name: "addresses",
    groups: [
      { name: "main", quota: 1, pools: pools.map((at) => ({ url: `stratum+tcp://${at}`, user: "acme" })) },
    ],
  };

  expect(declare({ ...northProps, poolSet }).policy("stratum-proxy").egress).toEqual([
    { to: [{ ipBlock: { cidr: "2001:db8::7/128" } }], ports: [{ protocol: "TCP", port: 3333 }] },
    { to: [{ ipBlock: { cidr: "203.0.113.9/32" } }], ports: [{ protocol: "TCP", port: 3333 }] },
  ]);
});

test("A network that is given twice is named once", () => {
  const zone = declare({ ...northProps, asicNetworks: ["10.10.0.0/20", "10.10.0.0/20"] });

  expect(zone.policy("stratum-proxy").ingress?.[0]?.from).toHaveLength(1);
  expect(zone.service.loadBalancerSourceRanges).toEqual(["10.10.0.0/20"]);
});
