import type { Problem } from "../site/problem.ts";
import type { Site } from "../site/site.ts";
import { entryOf } from "./allocate.ts";
import { demandsOf } from "./demand.ts";
import { Ledger } from "./ledger.ts";
import { type Lock, lockFile } from "./lock.ts";
import type { Placement } from "./place.ts";
import { readRanges } from "./positions.ts";

/** Whether a placement holds every limit of its site, on every day: nothing is taken on trust from a file. */
export function checkPlacement(site: Site, placement: Placement | Lock): readonly Problem[] {
  const ledger = new Ledger(site);
  const problems: Problem[] = [];
  const tenants = new Map(site.tenants.map((tenant) => [tenant.name, tenant]));
  for (const { tenant: name, allocations } of placement.tenants) {
    const tenant = tenants.get(name);
    const demands = new Map(tenant && demandsOf(site, tenant).map((demand) => [demand.name, demand]));
    for (const allocation of allocations) {
      const demand = demands.get(allocation.demand);
      const zone = site.zones.find((candidate) => candidate.name === allocation.zone);
      const positions = zone && readRanges(zone, allocation.positions);
      const where = `${lockFile}: ${name}/${allocation.demand}`;
      if (demand === undefined || zone === undefined || positions?.length !== allocation.racks) {
        problems.push({ where, message: "names a demand, zone or position that the site does not have" });
        continue;
      }
      if (!ledger.areFree(zone, positions, ledger.span(demand.period))) {
        problems.push({ where, message: `positions in "${zone.name}" are given twice` });
      }
      const fabric = site.document.fabrics.find((candidate) => candidate.name === allocation.fabric);
      ledger.enter(entryOf(demand, { zone, fabric, positions }, ledger));
    }
  }
  return [...problems, ...ledger.exceeded().map((message) => ({ where: lockFile, message }))];
}
