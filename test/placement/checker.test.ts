import { expect, test } from "vitest";
import type { Lock } from "../../placement/lock.ts";
import { type Placement, place } from "../../placement/place.ts";
import { day } from "../../site/day.ts";
import { Power } from "../../site/units/index.ts";
import {
  fabricOf,
  gpuRacks,
  hall,
  mine,
  miners,
  rackTypeOf,
  rooms,
  siteOf,
  siteWith,
  storageRacks,
  tenantOf,
} from "../support/sites.ts";
import { violations } from "./checker.ts";

// The checker that random placements are judged by must itself see what is wrong.

const site = siteOf(
  siteWith(
    [
      hall("h-1", { ai: rooms({ critical: "2 MW" }) }),
      hall("h-2", {
        states: [
          { state: "ai-ready", from: "2025-01-01" },
          { state: "mining", from: "2028-01-01" },
        ],
        mining: miners(9),
      }),
      mine("m", 7),
    ],
    {
      rackTypes: [rackTypeOf("pair", "30 kW", "0 %", { kinds: ["infiniband"], ports: 8 }, 2)],
      fabrics: [fabricOf("f", ["h-1", "h-2"])],
    },
  ),
  [
    tenantOf("a", [gpuRacks(2), { name: "pairs", rackType: "pair", racks: 4 }]),
    tenantOf("b", [gpuRacks(2), storageRacks(2, { zones: ["h-1"] })]),
  ],
);
const placement = place(site);

type Tenant = Lock["tenants"][number];

/** The placement with one tenant's first allocation changed. */
function withAllocation(name: string, change: Partial<Tenant["allocations"][number]>): Placement {
  return changed(name, ({ allocations: [first, ...rest], ...tenant }) => ({
    ...tenant,
    allocations: first === undefined ? rest : [{ ...first, ...change }, ...rest],
  }));
}

/** The placement with a tenant's network changed. */
function withNetwork(name: string, change: Partial<Tenant["networks"][number]>): Placement {
  return changed(name, (tenant) => ({
    ...tenant,
    networks: tenant.networks.map((network) => ({ ...network, ...change })),
  }));
}

function changed(name: string, change: (tenant: Tenant) => Tenant): Placement {
  return {
    ...placement,
    tenants: placement.tenants.map((tenant) => (tenant.tenant === name ? change(tenant) : tenant)),
  };
}

test("Nothing is wrong with the placement that the cases below spoil", () => {
  expect(violations(site, placement)).toEqual([]);
  expect(
    placement.tenants.flatMap(({ allocations }) => allocations.map(({ positions }) => positions)),
  ).toEqual([["r01p05-p06"], ["r01p01-p04"], ["r01p07-p08"], ["r01p09-p10"]]);
});

test.each([
  [
    "a tenant that has nothing",
    changed("a", (a) => ({ ...a, allocations: [], networks: [] })),
    /0 racks, not 2/,
  ],
  [
    "a tenant that is missing",
    { ...placement, tenants: placement.tenants.slice(1) },
    /the tenants are b, not a,b/,
  ],
  ["a position of another tenant", withAllocation("a", { positions: ["r01p07-p08"] }), /given twice/],
  ["a position that is not there", withAllocation("a", { positions: ["r03p01-p02"] }), /that is not there/],
  [
    "fewer positions than racks",
    withAllocation("a", { positions: ["r01p05"] }),
    /as many positions as racks/,
  ],
  [
    "less power than asked for",
    withAllocation("a", { critical: Power.kilowatts(100) }),
    /100000 W, not 112000 W/,
  ],
  [
    "more power than a rack draws",
    withAllocation("a", { critical: Power.kilowatts(300) }),
    /draws more than its type/,
  ],
  [
    "more power than a hall is built for",
    withAllocation("a", { critical: Power.megawatts(2) }),
    /built for 2000000 W/,
  ],
  ["more heat than is cooled", withAllocation("a", { critical: Power.megawatts(11) }), /W of heat by air/],
  [
    "more load than the tree carries",
    withAllocation("a", { critical: Power.megawatts(90) }),
    /ut-h-1 on .* without undefined/,
  ],
  [
    "more load than is approved",
    withAllocation("a", { critical: Power.megawatts(500) }),
    /grid on 2026-01-01/,
  ],
  ["a zone that is no hall", withAllocation("a", { zone: "m" }), /which is no AI hall/],
  [
    "a zone that mines before the end",
    withAllocation("a", { zone: "h-2" }),
    /not AI-ready throughout in h-2/,
  ],
  [
    "a zone the demand excludes",
    changed("b", (b) => ({ ...b, allocations: b.allocations.map((a) => ({ ...a, zone: "h-2" })) })),
    /not where it may stand in h-2/,
  ],
  ["other days than leased", withAllocation("a", { to: day("2028-12-30") }), /for other days than leased/],
  ["another rack type", withAllocation("a", { rackType: "h200" }), /another rack type/],
  ["no fabric", withAllocation("a", { fabric: undefined }), /on no fabric/],
  ["another path", withAllocation("a", { paths: { A: ["ut-h-2"] } }), /path A is not what feeds it/],
  [
    "a domain that is split",
    changed("a", ({ allocations: [gpus, pairs], ...a }) =>
      gpus && pairs
        ? { ...a, allocations: [gpus, { ...pairs, positions: ["r01p01-p02", "r01p04", "r02p01"] }] }
        : expect.fail("no allocations"),
    ),
    /a domain of 2 racks is split/,
  ],
  ["a VNI of another tenant", withNetwork("a", { vni: 51001, vrf: "vrf-51001" }), /a VNI is given twice/],
  ["a VNI outside of the pool", withNetwork("a", { vni: 99, vrf: "vrf-99" }), /VNI 99 is outside of/],
  ["a VRF of another name", withNetwork("a", { vrf: "vrf-of-the-first-tenant" }), /VRF vrf-of/],
  ["an ASN of another tenant", withNetwork("a", { asn: 4200000001 }), /an? ASN is given twice/],
  ["a P_Key of another tenant", withNetwork("a", { partitionKey: "0x0002" }), /a P_Key is given twice/],
  ["no P_Key", withNetwork("a", { partitionKey: undefined }), /P_Key NaN is outside/],
  ["a prefix outside of the pool", withNetwork("a", { prefixes: ["10.0.0.0/24"] }), /a prefix is outside/],
  ["a prefix that overlaps another", withNetwork("a", { prefixes: ["100.64.0.0/23"] }), /prefixes overlap/],
  ["a prefix too small", withNetwork("a", { prefixes: ["100.64.0.0/26"] }), /64 addresses for 96 ports/],
  ["no network", changed("a", (a) => ({ ...a, networks: [] })), /on a fabric without a network/],
] as const)("The checker sees %s", (_what, spoilt, expected) => {
  expect(violations(site, spoilt).join("\n")).toMatch(expected);
});
