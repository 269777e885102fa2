import fc from "fast-check";
import { expect, test } from "vitest";
import { compareResults } from "../../../review/compare.ts";
import { object, resultOf, stackOf } from "../results.ts";
import { lets, type Packet, type PeerSpec, type PolicySpec, type Selector } from "./brute-force.ts";

const values = ["a", "b"];

const selector = (key: string): fc.Arbitrary<Selector> =>
  fc.oneof(
    fc.constant({}),
    fc.constantFrom(...values).map((value) => ({ matchLabels: { [key]: value } })),
    fc.record({
      matchExpressions: fc.array(
        fc.oneof(
          fc.record({
            key: fc.constant(key),
            operator: fc.constantFrom("In", "NotIn"),
            values: fc.subarray(values, { minLength: 1 }),
          }),
          fc.record({ key: fc.constant(key), operator: fc.constantFrom("Exists", "DoesNotExist") }),
        ),
        { minLength: 1, maxLength: 2 },
      ),
    }),
  );

const cidr = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 29, max: 32 }))
    .map(([host, prefix]) => `10.0.0.${host}/${prefix}`),
  fc.constantFrom("0.0.0.0/0", "::/0"),
);

const peer: fc.Arbitrary<PeerSpec> = fc.oneof(
  fc.record({ ipBlock: fc.record({ cidr }) }),
  fc.record({
    ipBlock: fc.record({
      cidr: fc.constantFrom("10.0.0.0/29", "0.0.0.0/0"),
      except: fc.array(
        fc.integer({ min: 0, max: 7 }).map((host) => `10.0.0.${host}/31`),
        { maxLength: 2 },
      ),
    }),
  }),
  fc.record({ podSelector: selector("app") }),
  fc.record({ namespaceSelector: selector("team") }),
  fc.record({ namespaceSelector: selector("team"), podSelector: selector("app") }),
);

const port = fc.oneof(
  fc.record({ protocol: fc.constantFrom("TCP", "UDP") }),
  fc.record({ protocol: fc.constantFrom("TCP", "UDP"), port: fc.integer({ min: 80, max: 83 }) }),
  fc.record({ port: fc.integer({ min: 80, max: 81 }), endPort: fc.integer({ min: 81, max: 83 }) }),
);

const few = { maxLength: 2 };
const policy: fc.Arbitrary<PolicySpec> = fc.record({
  podSelector: selector("app"),
  policyTypes: fc.subarray(["Ingress", "Egress"] as const, { minLength: 1 }),
  ingress: fc.array(fc.record({ from: fc.array(peer, few), ports: fc.array(port, few) }), few),
  egress: fc.array(fc.record({ to: fc.array(peer, few), ports: fc.array(port, few) }), few),
});

const labelled = (key: string) => [{}, { [key]: "a" }, { [key]: "b" }, { [key]: "c" }];

/** One packet of every sort that the policies above can tell apart. The own namespace is of team a. */
const packets: readonly Packet[] = (["ingress", "egress"] as const).flatMap((direction) =>
  labelled("app").flatMap((pod) =>
    ["TCP", "UDP", "SCTP"].flatMap((protocol) =>
      [79, 80, 81, 82, 83, 84].flatMap((number) =>
        [
          ...["0", "1", "2", "3", "4", "5", "6", "7", "8"].map((host) => ({ address: `10.0.0.${host}` })),
          { address: "2001:db8::1" },
          ...labelled("app").flatMap((far) => [
            { own: true, namespace: { team: "a" }, pod: far },
            ...labelled("team").map((namespace) => ({ own: false, namespace, pod: far })),
          ]),
        ].map((far) => ({ direction, pod, far, protocol, port: number })),
      ),
    ),
  ),
);

function side(label: string, policies: readonly PolicySpec[]) {
  const namespace = object("v1", "Namespace", "work", { labels: { team: "a" } });
  const written = policies.map((spec, index) =>
    object("networking.k8s.io/v1", "NetworkPolicy", `policy-${index}`, { namespace: "work", spec }),
  );
  return resultOf(label, stackOf("stack", [namespace, ...written]));
}

function changed(before: readonly PolicySpec[], after: readonly PolicySpec[]): string[] {
  const ways = packets.flatMap((packet) => {
    const [was, is] = [lets(before, packet), lets(after, packet)];
    return was === is ? [] : [`${is ? "opened" : "closed"} ${packet.direction}`];
  });
  return [...new Set(ways)].sort();
}

test("Paths that open and close are those that packets find open and closed", () => {
  fc.assert(
    fc.property(fc.array(policy, { maxLength: 3 }), fc.array(policy, { maxLength: 3 }), (before, after) => {
      const { network } = compareResults(side("base", before), side("head", after));
      const told = [
        ...new Set(network.paths.map(({ change, direction }) => `${change} ${direction}`)),
      ].sort();
      expect(told).toEqual(changed(before, after));
    }),
    { numRuns: 150 },
  );
});

test("A rule more or less in a policy opens or closes what packets find of it", () => {
  fc.assert(
    fc.property(fc.array(policy, { minLength: 1, maxLength: 2 }), peer, (before, added) => {
      const [first, ...others] = before;
      if (first === undefined) return;
      const after = [{ ...first, ingress: [...(first.ingress ?? []), { from: [added] }] }, ...others];
      const { network } = compareResults(side("base", before), side("head", after));
      const told = [...new Set(network.paths.map(({ change, direction }) => `${change} ${direction}`))];
      expect(told).toEqual(changed(before, after));
    }),
    { numRuns: 150 },
  );
});
