import type { CurtailmentPlan, PlannedObligation } from "../../site/curtailment/plan.ts";
import type { DemandResponse } from "../../site/schema/site-document.ts";
import { eventDescriptor, reportDescriptors, values } from "./openadr-objects.ts";
import { isoDuration, termPeriod } from "./openadr-time.ts";

/** A program with the name that others refer to it by until a server numbers it. */
export interface Program {
  readonly programName: string;
  readonly [key: string]: unknown;
}

/** The program of an obligation, in force for its term. */
export function obligationProgram(
  plan: CurtailmentPlan,
  obligation: PlannedObligation,
  term: DemandResponse | undefined,
): Program {
  return {
    programName: `${plan.site}-${obligation.name}`,
    intervalPeriod: termPeriod(term?.from ?? plan.day, term?.to, plan.timeZone),
    payloadDescriptors: [
      eventDescriptor("DISPATCH_SETPOINT_RELATIVE", { units: "KW" }),
      eventDescriptor("SIMPLE"),
      ...reportDescriptors,
    ],
    attributes: [
      values("PROGRAMME", obligation.programme),
      values("OBLIGATION_KW", Number(obligation.obligation.kilowatts.toFixed(3))),
      values("NOTICE", isoDuration(obligation.notice)),
      values("MAXIMUM_DURATION", isoDuration(obligation.maximumDuration)),
      ...(obligation.coolDown.isZero ? [] : [values("COOL_DOWN", isoDuration(obligation.coolDown))]),
    ],
    targets: [`site-${plan.site}`],
  };
}

/** The program of prices, which obliges to nothing. An underscore keeps it apart from an obligation called "price". */
export function priceProgram(plan: CurtailmentPlan): Program {
  return {
    programName: `${plan.site}_price`,
    payloadDescriptors: [eventDescriptor("PRICE", { units: "KWH", currency: "USD" }), ...reportDescriptors],
    targets: [`site-${plan.site}`],
  };
}
