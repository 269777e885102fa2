import type { CurtailmentPlan, PlannedObligation, SheddableLoad } from "../../site/curtailment/plan.ts";
import { type Problem, Refusal } from "../../site/problem.ts";
import type { SiteDocument } from "../../site/schema/site-document.ts";
import { Duration, type Power } from "../../site/units/index.ts";
import { pacing } from "./pacing.ts";
import { restoreOrder } from "./plan-config-map.ts";
import { miningIn, partsFor, type ShedPart } from "./shares.ts";

/** The values of Proto Fleet's enumerations that its first version follows. */
const fullFleet = "CURTAILMENT_MODE_FULL_FLEET";
const fixedKilowatts = "CURTAILMENT_MODE_FIXED_KW";
const how = {
  strategy: "CURTAILMENT_STRATEGY_LEAST_EFFICIENT_FIRST",
  level: "CURTAILMENT_LEVEL_FULL",
} as const;

/** The most it takes for each, `uint32` seconds. */
const longestCooldown = Duration.days(1);
const longestEvent = Duration.weeks(1);

/**
 * The plan for the fleet manager Block Proto Fleet: a response profile for each zone of miners, which stops it whole, and
 * for each obligation the requests that make up what it calls, zone by zone in the plan's order. Field names are those of
 * `CreateCurtailmentResponseProfileRequest` and `StartCurtailmentRequest`. Whom a request is for is a group of its own
 * numbering, so that it stands beside the request, by the zone's name.
 *
 * @see https://github.com/block/proto-fleet/blob/main/proto/curtailment/v1/curtailment.proto
 * @throws Refusal where a ramp cannot be kept by batches.
 */
export function protoFleetDocument(plan: CurtailmentPlan, document: SiteDocument): object {
  const problems: Problem[] = [];
  const mining = miningIn(plan);
  const profiles = mining.map((load) => ({
    group: load.zone,
    profile: {
      profile_name: load.zone,
      mode: fullFleet,
      ...how,
      priority: "CURTAILMENT_PRIORITY_NORMAL",
      ...pacing(plan, load, mining, problems),
      post_event_cooldown_sec: atMost(load.minimumRun, longestCooldown),
    },
  }));
  const obligations = plan.obligations.map((obligation) => ({
    obligation: obligation.name,
    notice: obligation.notice,
    power: obligation.obligation,
    requests: requests(plan, document, obligation, problems),
  }));
  if (problems.length > 0) throw new Refusal("The curtailment plan cannot be run in batches.", problems);
  return {
    version: 1,
    site: plan.site,
    day: plan.day,
    profiles,
    obligations,
    restoreOrder: restoreOrder(plan)
      .map(({ group, loads }) => ({ group, zones: loads.filter(isMining).map(({ zone }) => zone) }))
      .filter(({ zones }) => zones.length > 0),
  };
}

function isMining({ miners }: SheddableLoad): boolean {
  return miners > 0;
}

function requests(
  plan: CurtailmentPlan,
  document: SiteDocument,
  obligation: PlannedObligation,
  problems: Problem[],
): object[] {
  const { name, programme, maximumDuration } = obligation;
  const parts = partsFor(plan, obligation);
  return parts.map(({ load, power }: ShedPart) => ({
    group: load.zone,
    request: {
      ...target(document, load, power),
      ...how,
      priority: "CURTAILMENT_PRIORITY_EMERGENCY",
      ...pacing(
        plan,
        load,
        parts.map((part) => part.load),
        problems,
      ),
      min_curtailed_duration_sec: Math.ceil(load.minimumOff.seconds),
      max_duration_seconds: atMost(shorter(maximumDuration, load.maximumDuration), longestEvent),
      post_event_cooldown_sec: atMost(load.minimumRun, longestCooldown),
      reason: `${programme}: ${name}`.slice(0, 256),
      external_reference: name,
    },
  }));
}

/**
 * How much of a zone: all of it, or enough miners for a part. What the fleet manager adds up is the miners' own power, while
 * the plan's is at the meter, so that their overhead is taken off.
 */
function target(document: SiteDocument, load: SheddableLoad, power: Power): object {
  if (power.equals(load.power)) return { mode: fullFleet };
  const zone = document.zones.find(({ name }) => name === load.zone);
  const overhead = zone?.mining?.overhead.value.fraction ?? 0;
  return { mode: fixedKilowatts, fixed_kw: { target_kw: round(power.kilowatts / (1 + overhead)) } };
}

function shorter(a: Duration, b: Duration | undefined): Duration {
  return b !== undefined && a.exceeds(b) ? b : a;
}

/** What is longer than the fleet manager can say is said as the longest it can. */
function atMost(duration: Duration, limit: Duration): number {
  return Math.ceil(Math.min(duration.seconds, limit.seconds));
}

/** To the watt, and none too few. */
function round(kilowatts: number): number {
  return Math.ceil(kilowatts * 1000 - 1e-6) / 1000;
}
