import fc from "fast-check";
import { expect, test } from "vitest";
import { addQuotas, fleetResourceGroup } from "../../../constructs/multikueue/quota.ts";
import type { RacksAtSite } from "../../../constructs/tenancy/capacity.ts";
import { objectOf } from "../../support/app.ts";
import { racks, siteFiles } from "./declared.ts";

interface Quotas {
  readonly flavors: readonly {
    readonly name: string;
    readonly resources: readonly { readonly name: string; readonly nominalQuota: string | number }[];
  }[];
}

/** Quotas by rack type and resource, where there are any; memory in GiB. */
function amounts({ flavors }: Quotas, prefix: string): Map<string, number> {
  const found = flavors.flatMap(({ name, resources }) =>
    resources.map(({ name: resource, nominalQuota }) => {
      const amount = Number(String(nominalQuota).replace(/Gi$/, ""));
      return [`${name.slice(prefix.length)} ${resource}`, amount] as const;
    }),
  );
  return new Map(found.filter(([, amount]) => amount !== 0));
}

function queueOf(site: string, placed: readonly RacksAtSite[]): Quotas {
  const { resourceGroups } = objectOf(siteFiles(site, placed), "ClusterQueue", "acme")["spec"] as {
    resourceGroups: readonly Quotas[];
  };
  return resourceGroups[0] as Quotas;
}

const placed = fc.array(
  fc
    .tuple(fc.constantFrom("gb300-nvl72", "h200", "mi355x"), fc.integer({ min: 1, max: 40 }))
    .map(([type, count]) => racks(type, count)),
  { minLength: 1, maxLength: 4 },
);

test("The manager's quota is the sum of what the queues of the sites have, resource by resource", () => {
  fc.assert(
    fc.property(fc.array(placed, { minLength: 1, maxLength: 4 }), (sites) => {
      const sum = new Map<string, number>();
      for (const [index, site] of sites.entries()) {
        for (const [key, amount] of amounts(queueOf(`site-${index}`, site), "acme-"))
          sum.set(key, (sum.get(key) ?? 0) + amount);
      }
      expect(amounts(fleetResourceGroup("acme", addQuotas(sites)), "acme-fleet-")).toEqual(sum);
    }),
    { numRuns: 12 },
  );
});

test("Two sites' racks of a type add up, in whole units", () => {
  const group = fleetResourceGroup("acme", addQuotas([[racks("h200", 1)], [racks("h200", 2)]]));
  expect(group).toEqual({
    coveredResources: ["cpu", "memory", "nvidia.com/gpu"],
    flavors: [
      {
        name: "acme-fleet-h200",
        resources: [
          { name: "cpu", nominalQuota: 3 * 4 * 108 },
          { name: "memory", nominalQuota: `${3 * 4 * 1850}Gi` },
          { name: "nvidia.com/gpu", nominalQuota: 3 * 4 * 8 },
        ],
      },
    ],
  });
});

test("Each flavor lists the resources of all, and racks without nodes are no flavor", () => {
  const sites = [[racks("mi355x", 1), racks("storage", 3)], [racks("h200", 1)]];
  const { coveredResources, flavors } = fleetResourceGroup("acme", addQuotas(sites));
  expect(coveredResources).toEqual(["cpu", "memory", "amd.com/gpu", "nvidia.com/gpu"]);
  expect(flavors.map(({ name }) => name)).toEqual(["acme-fleet-h200", "acme-fleet-mi355x"]);
  expect(flavors[0]?.resources[2]).toEqual({ name: "amd.com/gpu", nominalQuota: 0 });
});

test("The order of the sites changes nothing of the quotas", () => {
  const sites = [[racks("h200", 1)], [racks("mi355x", 2), racks("gb300-nvl72", 1)]];
  expect(fleetResourceGroup("acme", addQuotas([...sites].reverse()))).toEqual(
    fleetResourceGroup("acme", addQuotas(sites)),
  );
});
