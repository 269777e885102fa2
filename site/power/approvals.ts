import { addDays, type Day, day, daysBetween, earlier, later } from "../day.ts";
import type { Interconnect } from "../schema/site-document.ts";
import { Power } from "../units/index.ts";

type Approval = Interconnect["approvals"][number];

/**
 * The load that an interconnect allows on a day: that of the latest approval that has begun. Nothing before the first, and
 * nothing after the last day of one that ends, until a later one begins: what it replaced does not come back by itself.
 */
export function approvedLoad(interconnect: Interconnect, on: Day): Power {
  let inForce: Approval | undefined;
  for (const approval of interconnect.approvals) {
    if (approval.from <= on && (inForce === undefined || approval.from >= inForce.from)) inForce = approval;
  }
  if (inForce === undefined || (inForce.to !== undefined && inForce.to < on)) return Power.zero;
  return rampedLoad(inForce, on);
}

/** The days on which what an interconnect allows changes. */
export function approvalDays(interconnect: Interconnect): readonly Day[] {
  return interconnect.approvals.flatMap((approval) => [
    approval.from,
    ...(approval.to === undefined ? [] : [addDays(approval.to, 1)]),
    ...rampDays(approval),
  ]);
}

/**
 * What an approval allows on a day of a ramp. It rises or falls evenly, but is counted in months, each at the lower of
 * its two ends: on no day is more counted than is allowed.
 */
function rampedLoad({ from, load, ramp }: Approval, on: Day): Power {
  if (ramp === undefined) return load.value;
  if (on >= ramp.by) return ramp.load.value;
  const [start, end] = [later(from, firstOfMonth(on)), earlier(ramp.by, nextMonth(on))];
  const rises = ramp.load.value.compare(load.value) > 0;
  const done = daysBetween(from, rises ? start : end) / daysBetween(from, ramp.by);
  return load.value.plus(ramp.load.value.minus(load.value).times(done));
}

function rampDays({ from, ramp }: Approval): Day[] {
  if (ramp === undefined) return [];
  const days: Day[] = [];
  // The calendar ends in December 9999, after which no month follows.
  for (
    let month = nextMonth(from);
    month < ramp.by && month > (days.at(-1) ?? from);
    month = nextMonth(month)
  )
    days.push(month);
  return [...days, ramp.by];
}

function firstOfMonth(on: Day): Day {
  return day(`${on.slice(0, 7)}-01`);
}

function nextMonth(on: Day): Day {
  return firstOfMonth(addDays(firstOfMonth(on), 31));
}
