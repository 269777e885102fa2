import { criticalLoads } from "../../placement/site-plan.ts";
import { loadOf, overloads, overloadText, zoneLoads } from "../../site/power/flow.ts";
import { sparesOf, standbyCapacity } from "../../site/power/rating.ts";
import { Power } from "../../site/units/index.ts";
import { daysAhead } from "../days-ahead.ts";
import { isNormalOperation, type PeakUse, peakUses } from "../peak-uses.ts";
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

function behindGenerators(subject: Subject): RuleFinding[] {
  const { site } = subject;
  const uses = peakUses(subject);
  return site.document.generators.flatMap((plant) => {
    const standby = mostOf(
      uses.filter(({ limit }) => limit.kind === "standby-rating" && limit.at === plant.name),
    );
    const normal = uses.find(({ limit }) => isNormalOperation(limit) && limit.at === plant.backs);
    if (standby === undefined || normal === undefined) return [];
    const { on, load: firm } = standby;
    const loads = zoneLoads(site, on, new Map());
    const mining = loadOf(normal.limit, loads);
    const capacity = standbyCapacity(plant, plant.units - sparesOf(plant));
    if (mining.isZero || !firm.plus(mining).exceeds(capacity)) return [];
    const message = `"${plant.name}" backs "${plant.backs}", which on ${on} carries ${firm} of AI and ${mining} of mining: more than its ${capacity}, so it takes over only if the miners are off by then`;
    return [{ place: inElement(site, "generators", plant.name, "backs"), message }];
  });
}

function mostOf(uses: readonly PeakUse[]): PeakUse | undefined {
  return uses.reduce<PeakUse | undefined>(
    (most, use) => (most === undefined || use.load.exceeds(most.load) ? use : most),
    undefined,
  );
}
