import { type Dispatch, dispatch } from "../../site/curtailment/dispatch.ts";
import type { CurtailmentPlan, SheddableLoad } from "../../site/curtailment/plan.ts";
import type { CurtailmentSignal, SignalInterval } from "../../site/curtailment/signal.ts";
import { reportDescriptors, values } from "./openadr-objects.ts";
import type { IntervalPeriod } from "./openadr-time.ts";

/** An event of one interval, in OpenADR's words and in busbar's. */
export interface ForecastEvent {
  readonly eventName: string;
  readonly intervalPeriod: IntervalPeriod;
  readonly interval: SignalInterval;
  readonly programme: string | undefined;
}

/** What each load that is shed for an event is expected to draw while it lasts, by the same steps that `busbar curtail` shows. */
export function forecastReport(plan: CurtailmentPlan, event: ForecastEvent): object {
  const { eventName, interval, programme } = event;
  const signal: CurtailmentSignal = { name: eventName, programme, zones: [], intervals: [interval] };
  const { steps } = dispatch(plan, signal);
  const shed = plan.order.filter(({ id }) => steps.some(({ load }) => load === id));
  return {
    eventID: eventName,
    clientName: plan.site,
    reportName: `${eventName}-forecast`,
    payloadDescriptors: reportDescriptors,
    resources: shed.map((load) => ({
      resourceName: load.id,
      intervalPeriod: event.intervalPeriod,
      intervals: [{ id: 0, payloads: payloads(load, steps, interval) }],
    })),
  };
}

function payloads(
  load: SheddableLoad,
  steps: Dispatch["steps"],
  { start, duration }: SignalInterval,
): object[] {
  const end = start + duration.seconds * 1000;
  const pieces = piecesOf(load, steps, start, end);
  const kilowattHours = pieces.reduce(
    (total, { from, to, at, until }) => total + (((from + to) / 2) * (until - at)) / 3_600_000,
    0,
  );
  const least = Math.min(...pieces.map(({ from, to }) => Math.min(from, to)));
  return [
    values("BASELINE", rounded(load.power.kilowatts)),
    values("LOAD_SHED_DELTA_AVAILABLE", rounded(least - load.power.kilowatts)),
    values("USAGE_FORECAST", rounded(kilowattHours)),
    values("OPERATING_STATE", rounded(least) === 0 ? "IDLE_CURTAILED" : "RUNNING_CURTAILED"),
  ];
}

/** A straight line of a load's draw, in kW between two moments. */
interface Piece {
  readonly at: number;
  readonly until: number;
  readonly from: number;
  readonly to: number;
}

/** What a load draws from start to end: its steps, and what is level between them. */
function piecesOf(load: SheddableLoad, steps: Dispatch["steps"], start: number, end: number): Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  let level = load.power.kilowatts;
  for (const step of steps) {
    if (step.load !== load.id || step.at >= end || step.until <= start) continue;
    const [from, to] = [step.from.kilowatts, step.to.kilowatts];
    const slope = step.until > step.at ? (to - from) / (step.until - step.at) : 0;
    const begin = Math.max(step.at, start);
    const until = Math.min(step.until, end);
    pieces.push({ at, until: begin, from: level, to: level });
    level = step.until > end ? from + slope * (end - step.at) : to;
    pieces.push({ at: begin, until, from: from + slope * (begin - step.at), to: level });
    at = until;
  }
  return [...pieces, { at, until: end, from: level, to: level }];
}

/** To the watt, or the watt-hour. */
function rounded(amount: number): number {
  const short = Number(amount.toFixed(3));
  return Object.is(short, -0) ? 0 : short;
}
