import type { CurtailmentPlan } from "../../site/curtailment/plan.ts";
import type { CurtailmentRequest } from "../../site/curtailment/signal.ts";
import type { Duration } from "../../site/units/index.ts";
import { type ForecastEvent, forecastReport } from "./openadr-forecast.ts";
import { eventDescriptor, type PayloadUnits, reported } from "./openadr-objects.ts";
import type { Program } from "./openadr-programs.ts";
import { fromNoon } from "./openadr-time.ts";

/** The hardest call of a program. */
export interface Call {
  readonly program: Program;
  /** The obligation that calls, of the programs that have one. */
  readonly programme: string | undefined;
  readonly duration: Duration;
  readonly request: CurtailmentRequest;
  /** The request as OpenADR says it. */
  readonly payload: { readonly type: string; readonly values: readonly (number | string)[] };
  readonly units: PayloadUnits;
}

/** An event that calls a program as hard as it may, to try the chain from the server to the miners with, and its report. */
export function drillOf(
  plan: CurtailmentPlan,
  call: Call,
): { readonly event: object; readonly report: object } {
  const { programName } = call.program;
  const eventName = `${programName}-drill`;
  const intervalPeriod = fromNoon(plan.day, plan.timeZone, call.duration);
  const event = {
    programID: programName,
    eventName,
    priority: 0,
    targets: [`site-${plan.site}`, ...(call.programme === undefined ? [] : [`program-${call.programme}`])],
    payloadDescriptors: [eventDescriptor(call.payload.type, call.units)],
    reportDescriptors: reported.map((descriptor) => ({ ...descriptor, aggregate: false })),
    intervalPeriod,
    intervals: [{ id: 0, payloads: [call.payload] }],
  };
  const forecast: ForecastEvent = {
    eventName,
    intervalPeriod,
    programme: call.programme,
    interval: { start: Date.parse(intervalPeriod.start), duration: call.duration, request: call.request },
  };
  return { event, report: forecastReport(plan, forecast) };
}
