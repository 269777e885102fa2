import type { CurtailmentPlan, PlannedObligation } from "../../site/curtailment/plan.ts";
import type { SiteDocument } from "../../site/schema/site-document.ts";
import { Duration, EnergyPrice, Power, sum } from "../../site/units/index.ts";
import { type Call, drillOf } from "./openadr-drill.ts";
import { values } from "./openadr-objects.ts";
import { obligationProgram, priceProgram } from "./openadr-programs.ts";
import { miningIn } from "./shares.ts";

/** What a site tells and asks over OpenADR 3.1.1: the bodies of requests to a virtual top node, by its collections. */
export interface OpenAdrObjects {
  readonly programs: readonly object[];
  /** A drill of each program: its hardest call, at noon of the plan's day. */
  readonly events: readonly object[];
  /** What the site would report of each drill, as the plan forecasts it. */
  readonly reports: readonly object[];
  readonly vens: readonly object[];
  readonly resources: readonly object[];
}

/**
 * A plan as OpenADR objects. A server numbers what it is given; until then a program goes by its name where an event names
 * it, so does an event in its report, and the site in its resources.
 *
 * @see https://github.com/grid-coordination/openadr3-specification
 */
export function openAdrObjects(plan: CurtailmentPlan, document: SiteDocument): OpenAdrObjects {
  const calls = [
    ...plan.obligations.map((obligation) => obligationCall(plan, obligation, document)),
    ...(miningIn(plan).length > 0 ? [priceCall(plan)] : []),
  ];
  const drills = calls.map((call) => drillOf(plan, call));
  return {
    programs: calls.map(({ program }) => program),
    events: drills.map(({ event }) => event),
    reports: drills.map(({ report }) => report),
    vens: [{ objectType: "VEN_VEN_REQUEST", venName: plan.site, attributes: siteAttributes(plan, document) }],
    resources: plan.order.map((load) => ({
      objectType: "VEN_RESOURCE_REQUEST",
      resourceName: load.id,
      venID: plan.site,
      attributes: [
        values("CLASS", load.class),
        values("ZONE", load.zone),
        values("POWER_KW", kilowatts(load.power)),
        values("RAMP_DOWN_KW_PER_MINUTE", kilowatts(Power.watts(load.rampDown.wattsPerMinute))),
        values("RAMP_UP_KW_PER_MINUTE", kilowatts(Power.watts(load.rampUp.wattsPerMinute))),
      ],
    })),
  };
}

/** All that is promised, for as long as the programme may call it. */
function obligationCall(plan: CurtailmentPlan, obligation: PlannedObligation, document: SiteDocument): Call {
  const term = document.demandResponse.find(({ name }) => name === obligation.name);
  const power = obligation.obligation;
  return {
    program: obligationProgram(plan, obligation, term),
    programme: obligation.name,
    duration: obligation.maximumDuration,
    request: { kind: "shed", power },
    payload: values("DISPATCH_SETPOINT_RELATIVE", kilowatts(power)),
    units: { units: "KW" },
  };
}

/** An hour at a price at which no miner earns what it draws. */
function priceCall(plan: CurtailmentPlan): Call {
  const price = priceThatStopsAll(plan);
  return {
    program: priceProgram(plan),
    programme: undefined,
    duration: Duration.hours(1),
    request: { kind: "price", price },
    payload: values("PRICE", Number(price.dollarsPerKilowattHour.toFixed(5))),
    units: { units: "KWH", currency: "USD" },
  };
}

/** A cent a MWh above the strike price, or above what the best miners earn. */
function priceThatStopsAll(plan: CurtailmentPlan): EnergyPrice {
  const prices = miningIn(plan).map(({ value }) => value.dollarsPerMegawattHour);
  const highest = plan.strike?.dollarsPerMegawattHour ?? Math.max(0, ...prices);
  return EnergyPrice.dollarsPerMegawattHour((Math.floor(highest * 100) + 1) / 100);
}

function siteAttributes(plan: CurtailmentPlan, { location }: SiteDocument): object[] {
  const sheddable = sum(
    Power.zero,
    plan.order.map(({ power }) => power),
  );
  return [
    ...(location === undefined ? [] : [values("COUNTRY", location.country)]),
    ...(location?.region === undefined ? [] : [values("REGION", location.region)]),
    values("TIME_ZONE", plan.timeZone),
    values("SHEDDABLE_KW", kilowatts(sheddable)),
  ];
}

/** To the watt. */
function kilowatts(power: Power): number {
  return Number(power.kilowatts.toFixed(3));
}
