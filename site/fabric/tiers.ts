import type { FabricRules, RuleProblem } from "./rules.ts";

/** The switches above the leaves of one plane. */
export interface UpperTiers {
  readonly tiers: 1 | 2 | 3;
  /** Groups of units that share their spines: one, unless there are cores above. */
  readonly pods: number;
  readonly unitsPerPod: number;
  readonly spinesPerPod: number;
  /** Links of each leaf to each spine of its pod. */
  readonly linksPerSpine: number;
  /** Ports of a spine to leaves, and to cores. */
  readonly spineDownlinks: number;
  readonly spineUplinks: number;
  /** Cores that the spines of one number in their pods share. */
  readonly coresPerGroup: number;
  /** Links of each spine to each core of its group. */
  readonly linksPerCore: number;
}

/**
 * The spines and cores of one plane: a folded Clos network, or fat tree. As few spines as carry the leaves' uplinks, but
 * a number that divides them: every leaf has as many links to each spine, which is why eight units of 72-port rails have
 * 36 spines where 32 had ports enough. Where a spine has too few ports for all leaves, pods of as many units as it
 * reaches with half of its ports, and cores above.
 *
 * @see https://docs.nvidia.com/dgx-superpod/reference-architecture-scalable-infrastructure-b200/latest/dgx-superpod-architecture.html
 */
export function upperTiers(
  rules: FabricRules,
  { leavesPerUnit, uplinks }: { readonly leavesPerUnit: number; readonly uplinks: number },
): UpperTiers | RuleProblem {
  const leaves = rules.units * leavesPerUnit;
  if (leaves === 1) return alone;
  const spines = divisorFrom(uplinks, (leaves * uplinks) / rules.spinePorts);
  if (spines !== undefined) {
    return {
      ...alone,
      tiers: 2,
      unitsPerPod: rules.units,
      spinesPerPod: spines,
      linksPerSpine: uplinks / spines,
      spineDownlinks: rules.spinePorts,
    };
  }
  return threeTiers(rules, leavesPerUnit, uplinks);
}

const alone: UpperTiers = {
  tiers: 1,
  pods: 1,
  unitsPerPod: 1,
  spinesPerPod: 0,
  linksPerSpine: 0,
  spineDownlinks: 0,
  spineUplinks: 0,
  coresPerGroup: 0,
  linksPerCore: 0,
};

function threeTiers(rules: FabricRules, leavesPerUnit: number, uplinks: number): UpperTiers | RuleProblem {
  const half = Math.floor(rules.spinePorts / 2);
  const unitsPerPod = Math.floor(half / leavesPerUnit);
  if (unitsPerPod === 0) {
    const message = `half of a spine's ${rules.spinePorts} ports do not reach the ${leavesPerUnit} leaves of a unit: take larger spines, or smaller units`;
    return { key: "spinePorts", message };
  }
  const spinesPerPod = divisorFrom(uplinks, (unitsPerPod * leavesPerUnit * uplinks) / half) ?? uplinks;
  const pods = Math.ceil(rules.units / unitsPerPod);
  const coresPerGroup = divisorFrom(half, (pods * half) / rules.corePorts);
  if (coresPerGroup === undefined) {
    const message = `three tiers of switches reach ${rules.corePorts * unitsPerPod} units, not ${rules.units}: each core has ${rules.corePorts} ports, one for each pod of ${unitsPerPod} units`;
    return { key: "units", message };
  }
  return {
    tiers: 3,
    pods,
    unitsPerPod,
    spinesPerPod,
    linksPerSpine: uplinks / spinesPerPod,
    spineDownlinks: half,
    spineUplinks: half,
    coresPerGroup,
    linksPerCore: half / coresPerGroup,
  };
}

/** The smallest divisor of a number that is not below a bound; undefined where the bound is above the number. */
function divisorFrom(number: number, least: number): number | undefined {
  for (let divisor = Math.max(1, Math.ceil(least - 1e-9)); divisor <= number; divisor += 1) {
    if (number % divisor === 0) return divisor;
  }
  return undefined;
}
