import type { PowerNode, Zone } from "../schema/site-document.ts";
import { columnOf } from "./contingencies.ts";
import type { Shares } from "./hardest.ts";
import { type PowerLimit, zoneShares } from "./limit.ts";
import { carries, nameplateCapacity, whileInService } from "./rating.ts";

/** The numbers of the groups in which miners come back, in their order. */
export function restoreGroups(zones: readonly Zone[]): readonly number[] {
  const groups = zones.flatMap(({ mining }) => mining?.restore?.group ?? []);
  return [...new Set(groups)].sort((a, b) => a - b);
}

/**
 * Miners come back group after group, so that inrush does not add up: at worst all others are back, and the last part of
 * each zone of one group is energized. A zone in n parts whose parts draw k times their load at first then draws
 * 1 + (k − 1) / n times its own. It lasts from cycles to seconds (transformers: IEEE Std C57.12.00; supplies: the charging
 * of their capacitors), so it is held against the nameplate: the continuous rule of NEC 210.20 is of three hours.
 */
export function restoreLimits(node: PowerNode, normal: Shares, zones: readonly Zone[]): PowerLimit[] {
  return restoreGroups(zones).flatMap((group) => {
    const taken = new Map(normal);
    for (const [index, { mining }] of zones.entries()) {
      const share = normal.get(columnOf(index, "mining"));
      if (share === undefined || mining?.restore?.group !== group) continue;
      const { inrush, steps } = mining.restore;
      taken.set(columnOf(index, "mining"), share * (1 + (inrush.value - 1) / steps));
    }
    if ([...taken].every(([column, share]) => share === normal.get(column))) return [];
    return [
      {
        at: node.name,
        kind: "restore-inrush" as const,
        scenario: `restore group ${group} coming back`,
        shares: zoneShares(zones, taken, carries(node)),
        capacityOn: whileInService(node, nameplateCapacity(node)),
      },
    ];
  });
}
