import { aiLoadsOn } from "../placement/ai-loads.ts";
import { compareText } from "../site/compare-text.ts";
import { type Dispatch, dispatch } from "../site/curtailment/dispatch.ts";
import { loadsShed } from "../site/curtailment/load-shed.ts";
import { curtailmentPlan } from "../site/curtailment/make-plan.ts";
import type { CurtailmentPlan, SheddableLoad } from "../site/curtailment/plan.ts";
import { shedsAt } from "../site/curtailment/price.ts";
import type { CurtailmentRequest } from "../site/curtailment/signal.ts";
import type { Day } from "../site/day.ts";
import { Money } from "../site/money.ts";
import { Duration, type EnergyPrice, Hashrate, Power, sum } from "../site/units/index.ts";
import { programmes } from "./describe-fleet.ts";
import type { PlacedSite } from "./fleet.ts";

/** What is asked of a fleet as a whole. */
export type FleetRequest =
  | { readonly kind: "shed"; readonly power: Power }
  | { readonly kind: "price"; readonly price: EnergyPrice };

/** A load in the order of the whole fleet, with what of it goes. */
export interface FleetLoad extends Pick<SheddableLoad, "id" | "class" | "power" | "value"> {
  readonly site: string;
  readonly shed: Power;
}

/** What a site does of it, by its own plan. */
export interface SiteShare {
  readonly site: string;
  readonly region: string;
  /** Its share of what is asked. */
  readonly asked: Power;
  /** The most that is off at a time. */
  readonly shed: Power;
  readonly hashrate: Hashrate;
  readonly revenueLostPerHour: Money<"USD">;
  /** From the call until the share is reached; undefined where it never is. */
  readonly reached: Duration | undefined;
  /** Why it does not do its share, in words. */
  readonly reasons: readonly string[];
}

/** Whose load goes first over all sites: what `fleet curtail` shows. */
export interface FleetCurtailment {
  readonly day: Day;
  readonly asked: Power;
  readonly shed: Power;
  readonly hashrate: Hashrate;
  readonly revenueLostPerHour: Money<"USD">;
  /** All that may be shed, what goes first first. */
  readonly order: readonly FleetLoad[];
  readonly sites: readonly SiteShare[];
  readonly programmes: ReturnType<typeof programmes>;
  /** What no site can shed. */
  readonly missing: Power;
  readonly met: boolean;
}

interface Planned {
  readonly member: PlacedSite;
  readonly plan: CurtailmentPlan;
}

/**
 * Sheds load over all sites in one order of merit: own mining, hosted mining, then AI work that may wait, and within each
 * what earns least for its energy first. Each site does its share by its own plan, with its own ramps and notices.
 */
export function curtailFleet(
  members: readonly PlacedSite[],
  on: Day,
  request: FleetRequest,
  duration: Duration,
): FleetCurtailment {
  const planned = members.map(
    (member): Planned => ({
      member,
      plan: curtailmentPlan(member.site, on, aiLoadsOn(member.site, member.lock, on)),
    }),
  );
  const order = shared(planned, request);
  const asked = request.kind === "shed" ? request.power : powerOf(order.map(({ shed }) => shed));
  const sites = planned.flatMap((one) => {
    const share = powerOf(order.filter(({ site }) => site === one.member.name).map(({ shed }) => shed));
    return share.isZero ? [] : [shareOf(one, share, on, request, duration)];
  });
  const missing = asked.minus(powerOf(order.map(({ shed }) => shed)));
  return {
    day: on,
    asked,
    shed: powerOf(sites.map(({ shed }) => shed)),
    hashrate: sum(
      Hashrate.zero,
      sites.map(({ hashrate }) => hashrate),
    ),
    revenueLostPerHour: Money.sum(
      "USD",
      sites.map(({ revenueLostPerHour }) => revenueLostPerHour),
    ),
    order,
    sites,
    programmes: programmes(members, on),
    missing,
    met: missing.watts < 1 && sites.every(({ reasons }) => reasons.length === 0),
  };
}

const turns: readonly SheddableLoad["class"][] = ["own-mining", "hosted-mining", "flexible-ai"];

/** The loads of all sites in order, each with what of it goes. */
function shared(planned: readonly Planned[], request: FleetRequest): FleetLoad[] {
  const loads = planned
    .flatMap(({ member, plan }) => plan.order.map((load) => ({ site: member.name, plan, load })))
    .sort(
      (a, b) =>
        turns.indexOf(a.load.class) - turns.indexOf(b.load.class) ||
        a.load.value.compare(b.load.value) ||
        compareText(a.site, b.site) ||
        compareText(a.load.id, b.load.id),
    );
  let left = request.kind === "shed" ? request.power : Power.zero;
  return loads.map(({ site, plan, load }) => {
    const { id, power, value, class: turn } = load;
    const wanted =
      request.kind === "price"
        ? shedsAt(plan, load, request.price)
          ? power
          : Power.zero
        : least(power, left);
    if (request.kind === "shed") left = left.minus(wanted);
    return { site, id, class: turn, power, value, shed: wanted };
  });
}

function least(a: Power, b: Power): Power {
  return a.watts < b.watts ? a : b;
}

function shareOf(
  { member, plan }: Planned,
  asked: Power,
  on: Day,
  request: FleetRequest,
  duration: Duration,
): SiteShare {
  // Only differences of times are shown, so it does not matter whose midnight it is.
  const start = Date.parse(`${on}T00:00:00Z`);
  const own: CurtailmentRequest = request.kind === "shed" ? { kind: "shed", power: asked } : request;
  const signal = {
    name: "call of the fleet",
    programme: undefined,
    zones: [],
    intervals: [{ start, duration, request: own }],
  };
  const result = dispatch(plan, signal);
  const loads = loadsShed(plan, result);
  const [interval] = result.intervals;
  return {
    site: member.name,
    region: member.region.name,
    asked,
    shed: most(result),
    hashrate: sum(
      Hashrate.zero,
      loads.map(({ hashrate }) => hashrate),
    ),
    revenueLostPerHour: Money.sum(
      "USD",
      loads.map(({ revenueLostPerHour }) => revenueLostPerHour),
    ),
    reached: interval?.met === undefined ? undefined : Duration.seconds((interval.met - start) / 1000),
    reasons: interval?.reasons ?? [],
  };
}

function most({ profile, baseline }: Dispatch): Power {
  const lowest = profile.reduce((low, { power }) => least(low, power), baseline);
  return baseline.minus(lowest);
}

function powerOf(powers: readonly Power[]): Power {
  return sum(Power.zero, powers);
}
