import type { FabricRules, RuleProblem } from "./rules.ts";
import { type UpperTiers, upperTiers } from "./tiers.ts";

/** What a switched fabric comes to: every count follows from its rules. */
export interface FabricDesign extends UpperTiers {
  readonly rules: FabricRules;
  /** Leaves of one rail of a unit, in one plane; and of a unit, over all rails and planes. */
  readonly leavesPerRail: number;
  readonly leavesPerUnit: number;
  /** Ports of a leaf to racks, and to spines. */
  readonly downlinks: number;
  readonly uplinks: number;
  /** Racks of the last unit that find ports beside those of fabric managers. */
  readonly lastUnitRacks: number;
  readonly racks: number;
  /** Over all planes. */
  readonly leaves: number;
  readonly spines: number;
  readonly cores: number;
  readonly links: LinkCounts;
  readonly cables: LinkCounts;
  /** Ports to racks that no rack and no manager takes when all racks stand. */
  readonly freePorts: number;
  /** Ports to racks per port to spines, as built. */
  readonly oversubscription: number;
}

/** Links, or the cables that carry them. */
export interface LinkCounts {
  /** From racks and fabric managers to leaves, when all racks stand. */
  readonly rackLeaf: number;
  readonly leafSpine: number;
  readonly spineCore: number;
}

/**
 * The switches, links and cables that rules come to. Leaves and their uplinks are built for whole units, whoever stands in
 * them, so that racks that come later need no other cabling.
 *
 * @returns the design, or every rule that cannot be kept.
 */
export function designFabric(
  rules: FabricRules,
): { readonly design: FabricDesign } | { readonly problems: readonly RuleProblem[] } {
  const { rails, planes, units, unitRacks, portsPerRack } = rules;
  const { downlinks, uplinks } = leafSplit(rules);
  const problems = ruleProblems(rules, Math.min(downlinks, uplinks));
  if (problems.length > 0) return { problems };
  const perRail = portsPerRack / rails;
  const leavesPerRail = Math.ceil((unitRacks * perRail) / downlinks);
  const tiers = upperTiers(rules, { leavesPerUnit: rails * leavesPerRail, uplinks });
  if ("message" in tiers) return { problems: [tiers] };
  const managersPerRail = Math.ceil(rules.managerPorts / rails);
  const lastUnitRacks = Math.min(
    unitRacks,
    Math.floor((leavesPerRail * downlinks - managersPerRail) / perRail),
  );
  if (lastUnitRacks < 0) {
    const message = `${rules.managerPorts} ports of fabric managers do not fit into a unit, whose rails have ${leavesPerRail * downlinks} each`;
    return { problems: [{ key: "managerPorts", message }] };
  }
  const leavesPerUnit = planes * rails * leavesPerRail;
  const leaves = units * leavesPerUnit;
  const spines = planes * tiers.pods * tiers.spinesPerPod;
  const racks = (units - 1) * unitRacks + lastUnitRacks;
  const links = {
    rackLeaf: racks * portsPerRack * planes + rules.managerPorts,
    leafSpine: tiers.tiers === 1 ? 0 : leaves * uplinks,
    spineCore: spines * tiers.spineUplinks,
  };
  const design: FabricDesign = {
    ...tiers,
    rules,
    leavesPerRail,
    leavesPerUnit,
    downlinks,
    uplinks,
    lastUnitRacks,
    racks,
    leaves,
    spines,
    cores: planes * tiers.spinesPerPod * tiers.coresPerGroup,
    links,
    cables: cablesOf(links, rules.linksPerCable),
    freePorts: leaves * downlinks - links.rackLeaf,
    oversubscription: downlinks / uplinks,
  };
  return { design };
}

/** A leaf's ports, divided so that as many as can be go to racks without more oversubscription than the rules allow. */
function leafSplit({ leafPorts, oversubscription }: FabricRules) {
  const uplinks = Math.ceil(leafPorts / (1 + oversubscription) - 1e-6);
  return { uplinks, downlinks: leafPorts - uplinks };
}

function ruleProblems(rules: FabricRules, least: number): RuleProblem[] {
  const { portsPerRack, rails, leafPorts, oversubscription } = rules;
  const problems: RuleProblem[] = [];
  if (portsPerRack % rails !== 0) {
    const message = `${portsPerRack} ports a rack cannot be spread evenly over ${rails} rails: choose a multiple of ${rails}`;
    problems.push({ key: "portsPerRack", message });
  }
  if (least < 1) {
    const message = `a leaf of ${leafPorts} ports has none left for racks or for spines at an oversubscription of ${oversubscription}: take larger leaves`;
    problems.push({ key: "leafPorts", message });
  }
  return problems;
}

function cablesOf(links: LinkCounts, perCable: number): LinkCounts {
  const cables = (count: number) => Math.ceil(count / perCable);
  return {
    rackLeaf: cables(links.rackLeaf),
    leafSpine: cables(links.leafSpine),
    spineCore: cables(links.spineCore),
  };
}
