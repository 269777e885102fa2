import { expect, test } from "vitest";
import { asicReach } from "../../../policies/network/asic-reach.ts";
import { clientAddressLost } from "../../../policies/network/client-address-lost.ts";
import { externalIps } from "../../../policies/network/external-ips.ts";
import { isolatedMining } from "../../../policies/network/isolated-mining.ts";
import { loadBalancerSources } from "../../../policies/network/load-balancer-sources.ts";
import { openEgress } from "../../../policies/network/open-egress.ts";
import { openIngress } from "../../../policies/network/open-ingress.ts";
import { overlappingPrefixes } from "../../../policies/network/overlapping-prefixes.ts";
import { policySelectsNothing } from "../../../policies/network/policy-selects-nothing.ts";
import { publicAddresses } from "../../../policies/network/public-addresses.ts";
import { Site } from "../../../site/site.ts";
import { hall, siteOf, siteWith } from "../../support/sites.ts";
import { changed, declaredBy, holding, judged, object, places, withObject } from "../judged.ts";

const site = declaredBy("prince-george");
const empty = holding(site, []);
const tenant = "speech-serving";
const mining = "mining-pg-1-mining";

/** A network policy beside the declared ones. */
function policy(namespace: string, spec: object) {
  return withObject(
    site,
    object(
      "NetworkPolicy",
      "p",
      { apiVersion: "networking.k8s.io/v1", spec: { podSelector: {}, ...spec } },
      namespace,
    ),
  );
}

const to = (...peers: object[]) => ({ egress: [{ to: peers }] });
const from = (...peers: object[]) => ({ ingress: [{ from: peers }] });
const block = (cidr: string, except?: string[]) => ({ ipBlock: { cidr, ...(except && { except }) } });

test("Rules of the network pass what an example declares, and do not apply where there is nothing", () => {
  for (const rule of [
    asicReach,
    openEgress,
    openIngress,
    loadBalancerSources,
    externalIps,
    clientAddressLost,
    isolatedMining,
    policySelectsNothing,
  ]) {
    expect(judged(rule, site), rule.id).toEqual([]);
    expect(judged(rule, empty), rule.id).toBeUndefined();
  }
});

test("A tenant's policy reaches no miners, by block or by namespace", () => {
  const says = (found: string) => [`NetworkPolicy "speech-serving/p" of tenant "speech" ${found}`];
  const asics = policy(tenant, to(block("10.31.0.0/16"), block("10.99.0.0/16")));
  expect(judged(asicReach, asics)).toEqual(
    says("reaches the ASIC network of pg-2-mining/s21-pro-hydro (10.31.0.0/20)").map((text) =>
      expect.stringMatching(new RegExp(text.slice(0, 60).replace(/[()"/]/g, "."))),
    ),
  );
  expect(places(asicReach, asics)).toEqual(["spec.egress[0].to[0]"]);
  expect(
    judged(asicReach, policy(tenant, to(block("10.0.0.0/8", ["10.30.0.0/15", "10.32.0.0/14"])))),
  ).toEqual([]);
  expect(judged(asicReach, policy(tenant, { egress: [{ ports: [{ port: 443 }] }] }))).toHaveLength(1);
  const zone = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": mining } } };
  expect(judged(asicReach, policy(tenant, to(zone)))).toEqual(
    says('reaches namespace "mining-pg-1-mining" of mining zone "pg-1-mining"'),
  );
  expect(judged(asicReach, policy(tenant, from(zone)))).toEqual(
    says('is reached by namespace "mining-pg-1-mining" of mining zone "pg-1-mining"'),
  );
  // In every namespace, but none of those pods is in a zone's.
  const dns = { namespaceSelector: {}, podSelector: { matchLabels: { "k8s-app": "kube-dns" } } };
  expect(judged(asicReach, policy(tenant, to(dns)))).toEqual([]);
  const pods = { podSelector: { matchLabels: { app: "a" } } };
  expect(judged(asicReach, policy(tenant, to(pods)))).toEqual([]);
});

test("A zone's policy and service reach no tenant", () => {
  const says = (found: string) => [
    `NetworkPolicy "mining-pg-1-mining/p" of mining zone "pg-1-mining" ${found}`,
  ];
  expect(judged(asicReach, policy(mining, from(block("100.65.0.0/24"))))).toEqual(
    says("is reached by the tenants' prefixes of fabric sx-pg2 (100.65.0.0/16)"),
  );
  expect(judged(asicReach, policy(mining, to({ namespaceSelector: {} })))).toEqual([
    expect.stringMatching(/reaches namespace ".+" of tenant ".+", .+ and 2 more$/),
  ]);
  const service = changed(site, "Service", "stratum-proxy", ({ spec }) => {
    spec["loadBalancerSourceRanges"] = ["10.30.0.0/20", "100.64.0.0/10"];
  });
  expect(judged(asicReach, service)).toEqual([
    "Service \"mining-pg-1-mining/stratum-proxy\" takes connections from 100.64.0.0/10, and so from the tenants' prefixes of fabric ib-pg1 (100.64.0.0/16), the tenants' prefixes of fabric sx-pg2 (100.65.0.0/16), the tenants' prefixes of fabric ".concat(
      String(site.site.document.fabrics[2]?.name),
      " (100.66.0.0/16)",
    ),
  ]);
});

test("A way out to the world leaves out what is inside", () => {
  const says = (found: string) => [
    `NetworkPolicy "mining-pg-1-mining/p" of mining zone "pg-1-mining" ${found}`,
  ];
  expect(judged(openEgress, policy(mining, to(block("0.0.0.0/0"))))).toEqual(
    says("lets pods out to 0.0.0.0/0, which also is 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and 2 more"),
  );
  const most = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];
  expect(judged(openEgress, policy(mining, to(block("0.0.0.0/0", most))))).toEqual(
    says("lets pods out to 0.0.0.0/0, which also is 169.254.0.0/16"),
  );
  expect(judged(openEgress, policy(mining, to(block("0.0.0.0/0", [...most, "169.254.0.0/16"]))))).toEqual([]);
  expect(judged(openEgress, policy(mining, to(block("::/0"))))).toEqual(
    says("lets pods out to ::/0, which also is fc00::/7, fe80::/10"),
  );
  expect(judged(openEgress, policy(mining, { egress: [{}] }))).toEqual(says("lets pods out to everybody"));
  const ten = policy(mining, to(block("10.0.0.0/8")));
  expect(judged(openEgress, ten)).toEqual([]);
  expect(judged(openEgress, ten, { prefixBits: 8 })).toHaveLength(1);
});

test("No policy lets everybody in", () => {
  const who = (spec: object) =>
    (judged(openIngress, policy(tenant, spec)) ?? []).map((text) => text.split("lets in ")[1]);
  expect(who({ ingress: [{}] })).toEqual(["everybody"]);
  expect(who({ ingress: [{ from: [] }] })).toEqual(["everybody"]);
  expect(who(from(block("0.0.0.0/0")))).toEqual(["every address (0.0.0.0/0)"]);
  expect(who(from({ namespaceSelector: {} }))).toEqual(["the pods of every namespace"]);
  expect(who(from({ namespaceSelector: {}, podSelector: { matchLabels: { app: "a" } } }))).toEqual([]);
  expect(who(from({ podSelector: {} }, block("10.1.0.0/16")))).toEqual([]);
  // Halves of the world are the world; what is private, however large, is a network.
  expect(who(from(block("128.0.0.0/1"), block("2000::/3"), block("fc00::/6")))).toHaveLength(3);
  expect(who(from(block("10.0.0.0/8"), block("fc00::/7"), block("fd00::/8")))).toEqual([]);
  // However it is said that every namespace is meant, or every pod.
  const by = (key: string, operator: string, values?: string[]) => ({
    matchExpressions: [{ key, operator, ...(values && { values }) }],
  });
  const name = "kubernetes.io/metadata.name";
  for (const selector of [
    by(name, "Exists"),
    by(name, "NotIn", ["kube-system"]),
    by("busbar.dev/tenant", "NotIn", ["speech"]),
    by("x", "DoesNotExist"),
  ]) {
    expect(who(from({ namespaceSelector: selector })), JSON.stringify(selector)).toEqual([
      "the pods of every namespace",
    ]);
    expect(who(from({ namespaceSelector: selector, podSelector: by("y", "DoesNotExist") }))).toHaveLength(1);
    expect(who(from({ namespaceSelector: selector, podSelector: by("y", "Exists") }))).toEqual([]);
  }
});

test("A tenant's policy lets in no other tenant's namespace", () => {
  const who = (spec: object, at = tenant) =>
    (judged(openIngress, policy(at, spec)) ?? []).map((text) => text.split("lets in ")[1]);
  const named = (key: string, ...values: string[]) => ({
    namespaceSelector: { matchExpressions: [{ key, operator: "In", values }] },
  });
  const of = (name: string) =>
    site.site.tenants.find((each) => each.name === name)?.namespaces[0]?.name ?? "";
  const neighbour = named("kubernetes.io/metadata.name", of("cloud"));
  expect(who(from(neighbour))).toEqual([`namespace "${of("cloud")}" of tenant "cloud"`]);
  // Some of its pods are no less another tenant's.
  expect(who(from({ ...neighbour, podSelector: { matchLabels: { app: "a" } } }))).toHaveLength(1);
  expect(who(from(named("busbar.dev/tenant", "speech", "cloud")))).toHaveLength(1);
  expect(
    who(
      from({ namespaceSelector: { matchExpressions: [{ key: "busbar.dev/tenant", operator: "Exists" }] } }),
    ),
  ).toEqual([expect.stringMatching(/^namespace ".+" of tenant "(cloud|model-lab)", /)]);
  expect(who(from(named("busbar.dev/tenant", "speech")))).toEqual([]);
  expect(who(from(named("kubernetes.io/metadata.name", "monitoring", "kube-system")))).toEqual([]);
  // A zone's are told of as ways between miners and tenants.
  expect(who(from(neighbour), mining)).toEqual([]);
  expect(judged(asicReach, policy(mining, from(neighbour)))).toHaveLength(1);
});

test("Services answer those who are named, at addresses of their own, and see who connects", () => {
  const service = (change: (spec: Record<string, unknown>) => void) =>
    changed(site, "Service", "stratum-proxy", ({ spec }) => change(spec));
  const called = 'Service "mining-pg-1-mining/stratum-proxy"';
  const ranges = (value: unknown) =>
    service((spec) => {
      spec["loadBalancerSourceRanges"] = value;
    });
  expect(judged(loadBalancerSources, ranges(undefined))).toEqual([
    `${called} names no loadBalancerSourceRanges`,
  ]);
  expect(judged(loadBalancerSources, ranges([]))).toEqual([`${called} names no loadBalancerSourceRanges`]);
  expect(judged(loadBalancerSources, ranges(["10.0.0.0/8", "0.0.0.0/0"]))).toEqual([
    `${called} takes connections from 0.0.0.0/0`,
  ]);
  // The API server takes them with blanks around.
  expect(judged(loadBalancerSources, ranges(["10.0.0.0/8", "fc00::/7", " 128.0.0.0/1 "]))).toEqual([
    `${called} takes connections from 128.0.0.0/1`,
  ]);
  expect(judged(asicReach, ranges([" 100.65.0.0/24 "]))).toHaveLength(1);
  expect(judged(loadBalancerSources, ranges(["10.0.0.0/8", "fc00::/7"]))).toEqual([]);
  const port = service((spec) => {
    spec["type"] = "NodePort";
  });
  expect(judged(loadBalancerSources, port)).toEqual([`${called} opens a port on every node`]);
  const external = service((spec) => {
    spec["externalIPs"] = ["203.0.113.7"];
  });
  expect(judged(externalIps, external)).toEqual([`${called} takes what goes to 203.0.113.7`]);
  const cluster = service((spec) => {
    delete spec["externalTrafficPolicy"];
  });
  expect(judged(clientAddressLost, cluster)).toEqual([
    `${called} has externalTrafficPolicy Cluster: the address of who connects is lost on the way`,
  ]);
});

test("A zone's namespace is isolated too", () => {
  const open = site.objects.filter(
    ({ object: { kind, metadata } }) =>
      kind !== "NetworkPolicy" || metadata.namespace !== mining || metadata.name !== "default-deny",
  );
  expect(judged(isolatedMining, { ...site, objects: open })).toEqual([
    'namespace "mining-pg-1-mining" of mining zone "pg-1-mining" has no NetworkPolicy that isolates every pod for Ingress and Egress',
  ]);
});

test("What a policy or a service selects is there", () => {
  const astray = { matchLabels: { "app.kubernetes.io/name": "stratum-proxi" } };
  const selecting = policy(mining, { podSelector: astray });
  expect(judged(policySelectsNothing, selecting)).toEqual([
    'NetworkPolicy "mining-pg-1-mining/p" selects no pod',
  ]);
  const service = changed(site, "Service", "stratum-proxy", ({ spec }) => {
    spec["selector"] = astray.matchLabels;
  });
  expect(judged(policySelectsNothing, service)).toEqual([
    'Service "mining-pg-1-mining/stratum-proxy" selects no pod',
  ]);
  const peer = (name: string) => ({ namespaceSelector: { matchLabels: { "busbar.dev/tenant": name } } });
  expect(judged(policySelectsNothing, policy(tenant, to(peer("speech"))))).toEqual([]);
  expect(judged(policySelectsNothing, policy(tenant, to(peer("speach"))))).toEqual([
    'NetworkPolicy "speech-serving/p" names a namespace that does not exist: {"matchLabels":{"busbar.dev/tenant":"speach"}}',
  ]);
  // What pods a tenant will have is the tenant's; who reads metrics is not declared here.
  expect(judged(policySelectsNothing, policy(tenant, { podSelector: astray }))).toEqual([]);
});

test("Prefixes that were given stay apart from each other and from the site's networks", () => {
  expect(judged(overlappingPrefixes, site)).toEqual([]);
  expect(judged(overlappingPrefixes, { ...site, lock: { ...site.lock, tenants: [] } })).toBeUndefined();
  const moved = (cidr: string) => ({
    ...site,
    lock: {
      ...site.lock,
      tenants: site.lock.tenants.map((locked) =>
        locked.tenant !== "speech"
          ? locked
          : {
              ...locked,
              networks: locked.networks.slice(0, 1).map((network) => ({ ...network, prefixes: [cidr] })),
            },
      ),
    },
  });
  expect(judged(overlappingPrefixes, moved("10.31.4.0/24"))).toEqual([
    expect.stringMatching(
      /^10\.31\.4\.0\/24 of tenant "speech" on fabric ib-pg1 overlaps the ASIC network of pg-2/,
    ),
  ]);
  const cloud =
    site.lock.tenants.find(({ tenant: name }) => name === "cloud")?.networks[0]?.prefixes[0] ?? "";
  expect(judged(overlappingPrefixes, moved(cloud))).toEqual([
    expect.stringContaining(`overlaps ${cloud} of tenant "`),
  ]);
  expect(places(overlappingPrefixes, moved(cloud))).toEqual([
    expect.stringMatching(/^placement\.lock\.yaml: tenants\.\d\.networks\.0\.prefixes\.0$/),
  ]);
});

test("Networks are in private ranges", () => {
  expect(judged(publicAddresses, site)).toEqual([]);
  const bare = { ...site, site: siteOf(siteWith([hall("one")])) };
  expect(judged(publicAddresses, bare)).toBeUndefined();
  const { document, tenants, catalog } = site.site;
  const networks = [
    { name: "edge", role: "north-south", cidr: "172.32.0.0/16", vlan: 9, source: undefined },
  ] as unknown as typeof document.networks;
  const changedSite = { ...site, site: new Site({ ...document, networks }, tenants, catalog) };
  expect(judged(publicAddresses, changedSite)).toEqual([
    "the north-south network edge (172.32.0.0/16) is not within the private ranges",
  ]);
  expect(places(publicAddresses, changedSite)).toEqual(["site.yaml: networks.0.cidr"]);
});
