import { changeOf, isChanged } from "../changed.ts";
import type { MiningChanges, Review } from "../review.ts";
import { counted, dollarsOf, hashrateOf, listed, nameOf, powerOf } from "./words.ts";

type Judged = Omit<Review, "headline" | "outcome">;

/** A site that is new or gone, or that goes on to another day. */
export function siteClauses({ base, head, site }: Judged): string[] {
  if (base.day === head.day) return [];
  if (base.day === undefined) return [`builds site ${nameOf(site)}`];
  if (head.day === undefined) return [`removes site ${nameOf(site)} as a whole`];
  return [`goes from ${base.day} to ${head.day}`];
}

/** What becomes of the miners. Whoever adds a tenant is asked first what mining it ends. */
export function miningClauses({ base, head, mining, capacity }: Judged): string[] {
  const isOneSite = base.day !== undefined && head.day !== undefined;
  const ending = isOneSite ? mining.zones.filter(isNewlyEnding) : [];
  const hashrate = mining.site.find(({ unit }) => unit === "PH/s")?.change;
  const clauses = [
    ...endingClauses(ending),
    ...(hashrate === undefined || ending.length > 0
      ? []
      : [`hashrate ${hashrateOf(hashrate.before ?? 0)} → ${hashrateOf(hashrate.after ?? 0)}`]),
    ...marginClauses(mining),
    ...(isOneSite && mining.pools.length > 0
      ? [`changes the pools of ${counted(new Set(mining.pools.map(({ zone }) => zone)).size, "zone")}`]
      : []),
  ];
  const isQuiet = [mining.zones, mining.site, mining.pools].every((list) => list.length === 0);
  return clauses.length === 0 && isQuiet && capacity.tenants.some(({ what }) => what !== "removed")
    ? ["ends no mining"]
    : clauses;
}

function isNewlyEnding({ minesUntil }: MiningChanges["zones"][number]): boolean {
  return minesUntil.before === undefined && minesUntil.after !== undefined;
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
