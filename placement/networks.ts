import { compareText } from "../site/compare-text.ts";
import { leafPortsOf } from "../site/fabric/fabric.ts";
import type { Problem } from "../site/problem.ts";
import type { FabricDocument } from "../site/schema/site-document.ts";
import { IdentifierRegistry } from "./identifiers.ts";
import type { LockedTenant, TenantNetwork } from "./lock.ts";
import type { Plan } from "./plan.ts";

/** What each tenant has on each fabric that its racks are on: what it had, and what is missing. */
export function networksOf(
  plans: ReadonlyMap<string, readonly Plan[]>,
  locked: ReadonlyMap<string, LockedTenant>,
): {
  readonly networks: ReadonlyMap<string, readonly TenantNetwork[]>;
  readonly problems: readonly Problem[];
} {
  const registry = new IdentifierRegistry();
  for (const tenant of plans.keys()) {
    for (const network of locked.get(tenant)?.networks ?? []) registry.keep(network);
  }
  const problems: Problem[] = [];
  const networks = new Map(
    [...plans].map(([tenant, demands]) => {
      const existing = locked.get(tenant)?.networks ?? [];
      const given = [...portsByFabric(demands)].flatMap(([fabric, ports]) => {
        const had = existing.find(({ fabric: name }) => name === fabric.name);
        const result = registry.give(fabric, ports, had);
        if ("network" in result) return [result.network];
        problems.push({
          where: tenant,
          message: `fabric "${fabric.name}" has no free ${result.exhausted} left: widen the pool`,
        });
        return [];
      });
      return [tenant, given] as const;
    }),
  );
  return { networks, problems };
}

/** Leaf ports that are leased; a right takes none of its own until it is exercised. */
function portsByFabric(demands: readonly Plan[]): Map<FabricDocument, number> {
  const ports = new Map<FabricDocument, number>();
  for (const { demand, parts } of demands.filter((plan) => !plan.demand.isOption)) {
    for (const { fabric, positions } of parts) {
      if (fabric === undefined) continue;
      const each = leafPortsOf(fabric, demand.rackType);
      ports.set(fabric, (ports.get(fabric) ?? 0) + each * positions.length);
    }
  }
  return new Map([...ports].sort(([a], [b]) => compareText(a.name, b.name)));
}
