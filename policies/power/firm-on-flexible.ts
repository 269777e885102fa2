import { criticalLoads } from "../../placement/site-plan.ts";
import type { Day } from "../../site/day.ts";
import { loadOf, overloads, overloadText, zoneLoads } from "../../site/power/flow.ts";
import { columnLoads, inColumns, type LimitColumns, wattsOf } from "../../site/power/limit-columns.ts";
import { sparesOf, standbyCapacity } from "../../site/power/rating.ts";
import type { GeneratorPlant } from "../../site/schema/site-document.ts";
import { Power } from "../../site/units/index.ts";
import { daysAhead } from "../days-ahead.ts";
import { isNormalOperation } from "../peak-uses.ts";
import { inElement } from "../place.ts";
import { notApplicable, type Rule, type RuleFinding, type Subject } from "../rule.ts";

/**
 * That a limit holds with all mining running is held by placement, and said again here of a lock that was not checked. New
 * is what generators take on: their limit counts mining as shed.
 */
export const firmOnFlexible: Rule = {
  id: "power/firm-on-flexible",
  title: "Firm AI load that relies on shedding miners",
  what: "Firm AI load fits beside the mining of the same elements, and behind generators even if no miner is shed in time.",
  why: "Firm load has no say in whether miners go off when they should. If a command is lost, or a fleet manager is slow, a tenant that was promised firm power pays for it.",
  fix: "Feed the miners from another node than the generators back, or end mining there; where a breaker sheds them before the generators take over, suppress this with the breaker as the reason.",
  level: "soft",
  check: (subject) => {
    const { site, lock } = subject;
    const leased = lock.tenants.some(({ allocations }) => allocations.length > 0);
    if (!leased || site.zones.every(({ mining }) => mining === undefined)) return notApplicable;
    return [...onlyIfShed(subject), ...behindGenerators(subject)];
  },
};

function onlyIfShed({ site, lock }: Subject): RuleFinding[] {
  const found = overloads(site, (on) => criticalLoads(lock, on), daysAhead(site));
  return found.flatMap((overload) => {
    const { limit, from } = overload;
    if (limit.kind === "restore-inrush") return [];
    const loads = zoneLoads(site, from, criticalLoads(lock, from));
    const firm = loadOf(
      limit,
      new Map([...loads].map(([zone, { critical }]) => [zone, { critical, mining: Power.zero }])),
    );
    if (firm.isZero || firm.exceeds(limit.capacityOn(from))) return [];
    const list =
      limit.kind === "load-approval"
        ? "interconnects"
        : limit.kind === "standby-rating"
          ? "generators"
          : "power";
    const message = `"${limit.at}" ${overloadText(overload)}: its ${firm} of AI fits only if miners are shed`;
    return [{ place: inElement(site, list, limit.at), message }];
  });
}

function behindGenerators({ site, lock }: Subject): RuleFinding[] {
  const { generators } = site.document;
  if (generators.length === 0) return [];
  const limits = inColumns(site);
  const plants = generators.map((plant) => ({
    plant,
    standby: limits.filter(({ limit }) => limit.kind === "standby-rating" && limit.at === plant.name),
    normal: limits.filter(({ limit }) => isNormalOperation(limit) && limit.at === plant.backs),
  }));
  const worst = new Map<GeneratorPlant, Backed>();
  for (const on of daysAhead(site)) {
    const loads = columnLoads(site, on, criticalLoads(lock, on));
    const minersOnly = columnLoads(site, on, new Map());
    for (const { plant, standby, normal } of plants) {
      const firm = mostIn(standby, loads, on);
      const mining = mostIn(normal, minersOnly, on);
      if (firm.isZero || mining.isZero) continue;
      const other = worst.get(plant);
      if (other === undefined || firm.plus(mining).exceeds(other.firm.plus(other.mining)))
        worst.set(plant, { on, firm, mining });
    }
  }
  return [...worst].flatMap(([plant, { on, firm, mining }]) => {
    const capacity = standbyCapacity(plant, plant.units - sparesOf(plant));
    if (!firm.plus(mining).exceeds(capacity)) return [];
    const message = `"${plant.name}" backs "${plant.backs}", which on ${on} carries ${firm} of AI and ${mining} of mining: more than its ${capacity}, so it takes over only if the miners are off by then`;
    return [{ place: inElement(site, "generators", plant.name, "backs"), message }];
  });
}

/** What a plant would have to carry besides what it is there for. */
interface Backed {
  readonly on: Day;
  readonly firm: Power;
  readonly mining: Power;
}

/** The most that one of some limits' elements carries, of those in force on a day. */
function mostIn(limits: readonly LimitColumns[], loads: Float64Array, on: Day): Power {
  const inForce = limits.filter(({ limit }) => Number.isFinite(limit.capacityOn(on).watts));
  return Power.watts(Math.max(0, ...inForce.map((columns) => wattsOf(columns, loads))));
}
