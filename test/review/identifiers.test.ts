import { expect, test } from "vitest";
import { fabricChanges } from "../../review/identifiers/fabric-changes.ts";
import { identifierChanges } from "../../review/identifiers/identifier-changes.ts";
import { examplePlan, placedPlan } from "../support/site-plans.ts";
import { fabricOf, gpuRacks, hall, siteWith, tenantOf } from "../support/sites.ts";

const site = siteWith([hall("h"), hall("i")], { fabrics: [fabricOf("f", ["h"])] });

test("A tenant that is added shows what it is known by on its fabric, and nobody else's changes", () => {
  const base = placedPlan(site, [tenantOf("old", gpuRacks(2))]);
  const head = placedPlan(site, [tenantOf("old", gpuRacks(2)), tenantOf("new", gpuRacks(4))], base.placement);
  const of = (what: string, after: string) => ({ tenant: "new", fabric: "f", what, change: { after } });
  expect(identifierChanges(base.plan, head.plan)).toEqual([
    of("VNI", "51001"),
    of("VRF", "vrf-51001"),
    of("ASN", "4200000001"),
    of("P_Key", "0x0002"),
    of("prefixes", "100.64.1.0/24"),
  ]);
  expect(fabricChanges(base.plan, head.plan)).toEqual([
    { fabric: "f", notes: ["leaf ports in use 64 → 192"] },
  ]);
});

test("An identifier that changes has both its values", () => {
  const { plan } = placedPlan(site, [tenantOf("t", gpuRacks(2))]);
  const head = structuredClone(plan);
  const [network] = head.tenants.flatMap(({ networks }) => networks);
  if (network === undefined) throw new Error("the tenant has no network");
  network.vni = 51007;
  network.prefixes = ["100.64.0.0/24", "100.64.5.0/24"];
  expect(identifierChanges(plan, head)).toEqual([
    { tenant: "t", fabric: "f", what: "VNI", change: { before: "51000", after: "51007" } },
    {
      tenant: "t",
      fabric: "f",
      what: "prefixes",
      change: { before: "100.64.0.0/24", after: "100.64.0.0/24, 100.64.5.0/24" },
    },
  ]);
});

test("A fabric says what differs of its switches and of what it reaches", () => {
  const { plan } = placedPlan(site, []);
  const more = placedPlan(
    siteWith([hall("h"), hall("i")], {
      fabrics: [fabricOf("f", ["i"], { leaves: { count: 120, downlinks: 64 }, spines: { count: 4 } })],
    }),
    [],
  );
  expect(fabricChanges(plan, more.plan)).toEqual([
    {
      fabric: "f",
      notes: ["reaches i as well", "no longer reaches h", "leaves 100 → 120", "spines none → 4"],
    },
  ]);
  expect(fabricChanges(undefined, plan)).toEqual([
    { fabric: "f", notes: ["added: infiniband to h, 100 leaves of 64 ports to racks"] },
  ]);
  expect(fabricChanges(plan, undefined)).toEqual([{ fabric: "f", notes: ["removed"] }]);
});

test("An example compared with itself changes no identifier and no fabric", () => {
  const plan = examplePlan("prince-george");
  expect(identifierChanges(plan, structuredClone(plan))).toEqual([]);
  expect(fabricChanges(plan, structuredClone(plan))).toEqual([]);
});
