import { Power } from "../../site/units/index.ts";
import { changeOf, isChanged, paired } from "../changed.ts";
import type { Allocation, TenantPlan } from "./tenant-change.ts";

/** What else differs of a tenant that is on both sides, in words: `uptime 99.9 % → 99.99 %`. */
export function tenantNotes(before: TenantPlan, after: TenantPlan): readonly string[] {
  const price = ({ priceDollarsPerKilowattMonth: price }: TenantPlan) =>
    price === undefined ? undefined : `$${price}/kW-month`;
  const uptime = ({ uptimePercent }: TenantPlan) =>
    uptimePercent === undefined ? undefined : `${uptimePercent} %`;
  return [
    ...note("title", before.title, after.title),
    ...note("uptime", uptime(before), uptime(after)),
    ...note("price", price(before), price(after)),
    ...note("redundancy", before.redundancy, after.redundancy),
    ...note("load", before.firmness, after.firmness),
    ...listNotes("namespace", before.namespaces, after.namespaces),
    ...allocationNotes("", before.allocations, after.allocations),
    ...allocationNotes("held by right: ", before.options ?? [], after.options ?? []),
  ];
}

function note(what: string, before: string | undefined, after: string | undefined): string[] {
  return before === after ? [] : [`${what} ${before ?? "none"} → ${after ?? "none"}`];
}

function listNotes(what: string, before: readonly string[], after: readonly string[]): string[] {
  const added = after.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !after.includes(name));
  return [
    ...added.map((name) => `${what} ${name} added`),
    ...removed.map((name) => `${what} ${name} removed`),
  ];
}

/** Racks by demand and zone. A demand may stand in a zone in parts that come at different times. */
function allocationNotes(
  prefix: string,
  before: readonly Allocation[],
  after: readonly Allocation[],
): string[] {
  const nameOf = ({ demand, zone, fabric = "" }: Grouped) => JSON.stringify([demand, zone, fabric]);
  return paired(grouped(before), grouped(after), nameOf).flatMap(({ before: old, after: now }) => {
    const one = now ?? old;
    if (one === undefined || !isChanged(changeOf(old?.parts, now?.parts))) return [];
    const on = one.fabric === undefined ? "" : ` on ${one.fabric}`;
    const [was, is] = [inWords(old), inWords(now)];
    const [left, taken] = was === is ? [floorOf(old), floorOf(now)] : [was, is];
    return [`${prefix}${one.demand} in ${one.zone}${on}: ${left} → ${taken}`];
  });
}

interface Grouped extends Pick<Allocation, "demand" | "zone" | "fabric"> {
  readonly parts: Pick<
    Allocation,
    "rackType" | "racks" | "positions" | "criticalKilowatts" | "from" | "to"
  >[];
}

function grouped(allocations: readonly Allocation[]): readonly Grouped[] {
  const found = new Map<string, Grouped>();
  for (const { demand, zone, fabric, ...part } of allocations) {
    const key = JSON.stringify([demand, zone, fabric]);
    const group = found.get(key) ?? { demand, zone, ...(fabric !== undefined && { fabric }), parts: [] };
    group.parts.push(part);
    found.set(key, group);
  }
  return [...found.values()];
}

function inWords(group: Grouped | undefined): string {
  if (group === undefined) return "none";
  return group.parts
    .map(
      ({ racks, rackType, criticalKilowatts, from, to }) =>
        `${racks} ${rackType} (${Power.kilowatts(criticalKilowatts)}) from ${from} to ${to}`,
    )
    .join(", ");
}

/** Ranges beyond these say little in a sentence; the lock has them all. */
const mostRanges = 4;

function floorOf(group: Grouped | undefined): string {
  const ranges = group?.parts.flatMap(({ positions }) => positions) ?? [];
  const more = ranges.length - mostRanges;
  return [...ranges.slice(0, mostRanges), ...(more > 0 ? [`and ${more} more`] : [])].join(" ");
}
