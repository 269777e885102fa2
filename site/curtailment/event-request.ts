import { shown, suggestion } from "../schema/closed.ts";
import { EnergyPrice, Power } from "../units/index.ts";
import type { EventDocument, EventInterval, EventPayload, PayloadDescriptor } from "./event-document.ts";
import type { EventProblems } from "./event-problems.ts";
import { type FollowedType, followedTypes, isFollowed, otherTypes } from "./event-types.ts";
import type { CurtailmentRequest } from "./signal.ts";

/** What an interval asks for depends on more than itself. */
export interface RequestContext {
  readonly event: EventDocument;
  readonly zones: readonly string[];
  /** What the programme that calls obliges the site to; none where the event names no programme of the site. */
  readonly obligation: Power | undefined;
}

type Path = readonly (string | number)[];

/** What an interval asks for: exactly one of its payloads says so. */
export function requestOf(
  interval: EventInterval,
  path: Path,
  context: RequestContext,
  problems: EventProblems,
): CurtailmentRequest | undefined {
  const followed = interval.payloads.flatMap((payload, index) => {
    const { type } = payload;
    if (isFollowed(type)) return [{ payload, type, path: [...path, "payloads", index] }];
    if (!otherTypes.includes(type))
      problems.add(
        [...path, "payloads", index, "type"],
        `${JSON.stringify(type)} is no payload type of an OpenADR 3.1.1 event: ${suggestion(type, followedTypes)}`,
      );
    return [];
  });
  const [first, second] = followed;
  if (first === undefined) {
    if (interval.payloads.every(({ type }) => otherTypes.includes(type)))
      problems.add(path, `asks for no load: one payload must be ${followedTypes.join(", ")}`);
    return undefined;
  }
  if (second !== undefined) {
    problems.add(
      path,
      `asks for two things at once, ${first.type} and ${second.type}: write one of them, or an event each`,
    );
    return undefined;
  }
  const answer = readers[first.type](first.payload, { ...context, type: first.type });
  if (typeof answer !== "string") return answer;
  problems.add(first.path, answer);
  return undefined;
}

type Reader = (
  payload: EventPayload,
  context: RequestContext & { readonly type: FollowedType },
) => CurtailmentRequest | string;

const everything: Reader = () => ({ kind: "everything" });

/** For each payload type what it asks for, or what is wrong with it. */
const readers: Readonly<Record<FollowedType, Reader>> = {
  SIMPLE: simple,
  PRICE: price,
  // The absolute amount of consumption: no more than this. Nobody is asked to draw more than they do.
  DISPATCH_SETPOINT: (payload, context) => limit(payload, context),
  // OpenADR calls it a change, yet lets it be no less than zero: what is called of load can only be less of it.
  DISPATCH_SETPOINT_RELATIVE: (payload, context) => {
    const power = powerOf(payload, context);
    return typeof power === "string" ? power : power.isZero ? { kind: "nothing" } : { kind: "shed", power };
  },
  IMPORT_CAPACITY_LIMIT: (payload, context) =>
    context.zones.length > 0
      ? "IMPORT_CAPACITY_LIMIT is of the whole site, yet the event targets zones: target the site, or write DISPATCH_SETPOINT"
      : limit(payload, context),
  ALERT_GRID_EMERGENCY: everything,
  ALERT_BLACK_START: everything,
};

function limit(payload: EventPayload, context: Parameters<Reader>[1]): CurtailmentRequest | string {
  const power = powerOf(payload, context);
  return typeof power === "string" ? power : { kind: "limit", power };
}

/** The levels 1 and 2 name no power: they call what the programme is promised, and 3 calls all there is. */
function simple({ values }: EventPayload, { obligation }: RequestContext): CurtailmentRequest | string {
  const [level] = values;
  if (values.length !== 1 || typeof level !== "number" || ![0, 1, 2, 3].includes(level))
    return `SIMPLE has one value, 0 (normal), 1 (moderate), 2 (high) or 3 (emergency), not ${found(values)}`;
  if (level === 0) return { kind: "nothing" };
  if (level === 3) return { kind: "everything" };
  return obligation === undefined
    ? `SIMPLE ${level} says no power, and the event names no programme of the site: name it in programID or a target "program:NAME", or write DISPATCH_SETPOINT_RELATIVE`
    : { kind: "shed", power: obligation };
}

function price({ values }: EventPayload, { event }: RequestContext): CurtailmentRequest | string {
  const amount = numberOf("PRICE", values);
  if (typeof amount === "string") return amount;
  const { units, currency } = descriptorOf(event, "PRICE") ?? {};
  if (currency !== "USD")
    return `the payload descriptor of PRICE ${currency == null ? "names no currency" : `is in ${currency}`}: busbar reads prices in USD`;
  if (units === "KWH") return { kind: "price", price: EnergyPrice.dollarsPerKilowattHour(amount) };
  if (units === "MWH") return { kind: "price", price: EnergyPrice.dollarsPerMegawattHour(amount) };
  return unitProblem("PRICE", units, "KWH (dollars a kWh) or MWH (dollars a MWh)");
}

function powerOf({ values }: EventPayload, { event, type }: Parameters<Reader>[1]): Power | string {
  const amount = numberOf(type, values);
  if (typeof amount === "string") return amount;
  if (amount < 0) return `${type} is ${amount}, and is zero or more`;
  const units = descriptorOf(event, type)?.units;
  if (units === "KW") return Power.kilowatts(amount);
  if (units === "MW") return Power.megawatts(amount);
  return unitProblem(type, units, "KW or MW");
}

function numberOf(type: string, values: readonly unknown[]): number | string {
  const [amount] = values;
  if (values.length === 1 && typeof amount === "number" && Number.isFinite(amount)) return amount;
  return `${type} has one number as its value, not ${found(values)}`;
}

function found(values: readonly unknown[]): string {
  return values.length === 1 ? shown(values[0]) : `${values.length} values`;
}

function unitProblem(type: string, found: string | null | undefined, allowed: string): string {
  return found == null
    ? `${type} has no unit: add a payload descriptor of type ${type} to the event, with units ${allowed}`
    : `${type} is in ${JSON.stringify(found)}: busbar reads ${allowed}`;
}

function descriptorOf({ payloadDescriptors }: EventDocument, type: string): PayloadDescriptor | undefined {
  return payloadDescriptors?.find(({ payloadType }) => payloadType === type);
}
