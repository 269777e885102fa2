import { type CoolingGroup, unitsToSpare } from "../cooling.ts";
import { sparesOf } from "../power/rating.ts";
import type { GeneratorPlant, Interconnect, PowerNode } from "../schema/site-document.ts";
import {
  coolingReliability,
  failureToStart,
  generatorReliability,
  gridReliability,
  nodeReliability,
  type Reliability,
} from "./reliability.ts";

/** The share of time that the grid behind an interconnect delivers. */
export function gridAvailability(interconnect: Interconnect): number {
  return unitAvailability(stated(interconnect) ?? gridReliability);
}

/** The share of time that a node's own units can carry its load. */
export function nodeAvailability(node: PowerNode): number {
  const each = unitAvailability(stated(node) ?? nodeReliability[node.kind]);
  return groupAvailability(node.units, node.units - sparesOf(node), each);
}

/** How often enough of a plant's generators are in order and start. */
export function plantAvailability(plant: GeneratorPlant): number {
  const ready = unitAvailability(stated(plant) ?? generatorReliability);
  const starts = ready * (1 - failureToStart.probability);
  return groupAvailability(plant.units, plant.units - sparesOf(plant), starts);
}

/** The share of time that a cooling group has the units that its redundancy needs. */
export function coolingAvailability(group: CoolingGroup): number {
  return groupAvailability(
    group.units,
    group.units - unitsToSpare(group),
    unitAvailability(coolingReliability),
  );
}

const hoursPerYear = 8760;

/** The share of time that one unit works: A = MTBF / (MTBF + MTTR), of 1 / λ and the mean time to repair. */
function unitAvailability({ failuresPerYear, repair }: Omit<Reliability, "source">): number {
  return 1 / (1 + (failuresPerYear * repair.hours) / hoursPerYear);
}

/** The probability that at least so many of a group's units work, each independently of the others: a binomial tail. */
function groupAvailability(units: number, needed: number, each: number): number {
  let probability = 0;
  // That exactly so many work: from all of them downwards, each term of the one before, so that nothing overflows.
  let exactly = each ** units;
  for (let working = units; working >= needed; working -= 1) {
    probability += exactly;
    exactly *= (working / (units - working + 1)) * ((1 - each) / each);
  }
  return probability;
}

/** What an element's own figures say, where it has any. */
function stated({ reliability }: Pick<PowerNode, "reliability">): Omit<Reliability, "source"> | undefined {
  return (
    reliability && {
      failuresPerYear: reliability.failuresPerYear.value,
      repair: reliability.repair.value,
    }
  );
}
