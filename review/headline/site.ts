import { counted } from "../../site/counted.ts";
import { changeOf, isChanged } from "../changed.ts";
import type { MiningChanges, Review } from "../review.ts";
import { dollarsOf, hashrateOf, listed, nameOf, powerOf } from "./words.ts";

type Judged = Omit<Review, "headline" | "outcome">;

/** More than these are counted. */
const mostNamed = 2;

/** A site that is new or gone, that goes on to another day or by another name, and zones that are new or gone. */
export function siteClauses({ base, head, site, power }: Judged): string[] {
  if (base.day !== head.day && base.day === undefined) return [`builds site ${nameOf(site)}`];
  if (base.day !== head.day && head.day === undefined) return [`removes site ${nameOf(site)} as a whole`];
  const zonesOf = (of: (zone: Review["power"]["zones"][number]) => unknown) =>
    power.zones.filter((zone) => of(zone) === undefined).map(({ zone }) => zone);
  const added = zonesOf(({ state }) => state.before);
  const removed = zonesOf(({ state }) => state.after);
  return [
    ...(base.site === undefined ? [] : [`site ${nameOf(base.site)} becomes ${nameOf(site)}`]),
    ...(base.day === head.day ? [] : [`goes from ${base.day} to ${head.day}`]),
    ...(added.length > 0 ? [`adds ${zonesInWords(added)}`] : []),
    ...(removed.length > 0 ? [`removes ${zonesInWords(removed)}`] : []),
  ];
}

function zonesInWords(zones: readonly string[]): string {
  return `${zones.length === 1 ? "zone" : "zones"} ${listed(zones)}`;
}

/** What becomes of the miners. Whoever adds a tenant is asked first what mining it ends. */
export function miningClauses({ base, head, mining, capacity }: Judged): string[] {
  const isOneSite = base.day !== undefined && head.day !== undefined;
  const ending = isOneSite ? mining.zones.filter((zone) => isNewlyEnding(zone, head.day)) : [];
  const ofOneSide = new Set(zonesOfOneSide(mining));
  const repooled = mining.pools.filter(({ zone }) => !ofOneSide.has(zone));
  const hashrate = mining.site.find(({ unit }) => unit === "PH/s")?.change;
  const clauses = [
    ...endingClauses(ending),
    ...(isOneSite ? shiftedClauses(mining.zones) : []),
    ...(hashrate === undefined || ending.length > 0
      ? []
      : [`hashrate ${hashrateOf(hashrate.before ?? 0)} → ${hashrateOf(hashrate.after ?? 0)}`]),
    ...marginClauses(mining),
    ...(isOneSite ? poolClauses(repooled) : []),
  ];
  const isQuiet = [mining.zones, mining.site, mining.pools].every((list) => list.length === 0);
  return clauses.length === 0 && isQuiet && capacity.tenants.some(({ what }) => what !== "removed")
    ? ["ends no mining"]
    : clauses;
}

/** A hall that comes with mining long behind it ends none. */
function isNewlyEnding(
  { minesUntil, hashratePetahashes: { before } }: MiningChanges["zones"][number],
  day = "",
): boolean {
  if (minesUntil.before !== undefined || minesUntil.after === undefined) return false;
  return minesUntil.after > day || (before ?? 0) > 0;
}

/** Mining that ends as well as before, and on another day. */
function shiftedClauses(zones: MiningChanges["zones"]): string[] {
  const shifted = zones.filter(
    ({ minesUntil: { before, after } }) => before !== undefined && after !== undefined && before !== after,
  );
  if (shifted.length > mostNamed) return [`moves the end of mining in ${counted(shifted.length, "zone")}`];
  return shifted.map(({ zone, minesUntil, hashratePetahashes: { before, after } }) => {
    const { before: old, after: now } = minesUntil;
    return `moves the end of mining in ${nameOf(zone)} from ${old} to ${now} (${hashrateOf(before || after || 0)})`;
  });
}

/** Zones that are new or gone: their pools come or go with them. */
function zonesOfOneSide({ zones }: MiningChanges): string[] {
  return zones.flatMap(({ zone, state }) =>
    state.before === undefined || state.after === undefined ? [zone] : [],
  );
}

/** Another account is paid: nothing fails by it, and the money is gone. */
function poolClauses(pools: MiningChanges["pools"]): string[] {
  const zonesOf = (some: MiningChanges["pools"]) =>
    counted(new Set(some.map(({ zone }) => zone)).size, "zone");
  const paid = pools.filter(({ otherAccounts }) => otherAccounts);
  return [
    ...(paid.length > 0 ? [`pays other accounts for the hashrate of ${zonesOf(paid)}`] : []),
    ...(pools.length > paid.length ? [`changes the pools of ${zonesOf(pools)}`] : []),
  ];
}

function endingClauses(ending: MiningChanges["zones"]): string[] {
  if (ending.length === 0) return [];
  const lost = ending.reduce(
    (total, { hashratePetahashes: { before, after } }) => total + (before ?? after ?? 0),
    0,
  );
  const days = [...new Set(ending.flatMap(({ minesUntil }) => minesUntil.after ?? []))].sort();
  const when = days.length === 1 ? `on ${days[0]}` : `from ${days[0]} to ${days.at(-1)}`;
  return [`ends mining in ${listed(ending.map(({ zone }) => zone))} ${when} (${hashrateOf(lost)})`];
}

function marginClauses({ margin }: MiningChanges): string[] {
  const { after } = margin;
  if (after === undefined || after.kilowatts >= 0 || !isChanged(margin)) return [];
  return [`promises ${powerOf(-after.kilowatts)} more than can be shed on ${after.day}`];
}

/** What the element nearest its limit has left. */
export function powerClauses({ power, capacity }: Judged): string[] {
  const { after } = power.tightest;
  const isAboutPower =
    [power.site, power.zones, power.nodes, power.later, capacity.tenants].some((list) => list.length > 0) ||
    isChanged(power.tightest);
  if (after === undefined || !isAboutPower) return [];
  return after.headroomKilowatts < 0
    ? [`overloads ${nameOf(after.at)} by ${powerOf(-after.headroomKilowatts)} on ${after.day}`]
    : [`tightest element ${nameOf(after.at)} keeps ${powerOf(after.headroomKilowatts)}`];
}

export function moneyClauses({ money }: Judged): string[] {
  const margin = money.lines.find(({ name }) => name === "margin")?.change;
  const [before, after] = [margin?.before?.base ?? 0, margin?.after?.base ?? 0];
  if (margin === undefined || !isChanged(changeOf(before, after))) return [];
  const isVerified = (margin.before?.verified ?? true) && (margin.after?.verified ?? true);
  const doubt = isVerified ? "" : ", not verified";
  return [`margin ${after > before ? "rises" : "falls"} by ${dollarsOf(after - before)} a year${doubt}`];
}
