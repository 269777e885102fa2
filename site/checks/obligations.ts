import { unlimitedRamps } from "../curtailment/defaults.ts";
import { curtailmentPlan } from "../curtailment/make-plan.ts";
import { availableFor, loadsFor } from "../curtailment/obligation.ts";
import type { CurtailmentPlan, PlannedObligation } from "../curtailment/plan.ts";
import { mayShareLoad } from "../curtailment/programme-names.ts";
import { addDays, type Day, includes } from "../day.ts";
import type { Site } from "../site.ts";
import { Power, sum } from "../units/index.ts";
import { endedMining } from "./ended-mining.ts";
import { type Finding, inSite } from "./finding.ts";

/** A promise that cannot be kept on some days: `promised`, in words, but from a day to another `found`. */
interface Broken {
  readonly index: number;
  readonly key: "obligation" | "notice" | "coolDown";
  readonly promised: string;
  readonly found: string;
}

interface BrokenDays extends Broken {
  readonly from: Day;
  readonly to: Day | undefined;
}

/**
 * Demand response may only promise mining that is still there, may be shed, goes in time, may stay off for as long as a
 * call lasts, and is back before the next one: on every day of its term. What several programmes are promised on the same
 * days adds up, unless they may share it: the same load cannot be shed twice.
 */
export function checkObligations(site: Site): Finding[] {
  if (site.document.demandResponse.length === 0) return [];
  const days = site.changeDays();
  const found: BrokenDays[] = [];
  for (const [at, on] of days.entries()) {
    const next = days[at + 1];
    const to = next === undefined ? undefined : addDays(next, -1);
    for (const broken of brokenOn(site, on)) {
      const last = found.findLastIndex(({ index, key }) => index === broken.index && key === broken.key);
      const before = found[last];
      const goesOn =
        before?.to === addDays(on, -1) &&
        before.promised === broken.promised &&
        before.found === broken.found;
      if (goesOn) found[last] = { ...before, to };
      else found.push({ ...broken, from: on, to });
    }
  }
  return found.map(({ index, key, promised, found: what, from, to }) =>
    inSite(
      ["demandResponse", index, key],
      `${promised}, but from ${from}${to === undefined ? "" : ` to ${to}`} ${what}`,
    ),
  );
}

/** An obligation with its index in the document. */
type Indexed = PlannedObligation & { readonly index: number };

function brokenOn(site: Site, on: Day): Broken[] {
  const indices = site.document.demandResponse.flatMap((one, index) => (includes(one, on) ? [index] : []));
  if (indices.length === 0) return [];
  // A ramp that nobody stated breaks no promise.
  const plan = curtailmentPlan(site, on, [], unlimitedRamps);
  const inForce = plan.obligations.flatMap((one, at): Indexed[] => {
    const index = indices[at];
    return index === undefined ? [] : [{ ...one, index }];
  });
  return inForce.flatMap((one) => {
    const shared = sharing(one, inForce);
    const missing = tooLittle(site, on, plan, one, shared);
    if (missing !== undefined) return [missing];
    return [tooLate(plan, one, shared), tooLong(one)].flatMap((broken) => broken ?? []);
  });
}

/** The obligations whose load an obligation cannot share, itself among them. */
function sharing(one: Indexed, inForce: readonly Indexed[]): readonly Indexed[] {
  return mayShareLoad(one.programme) ? [one] : inForce.filter(({ programme }) => !mayShareLoad(programme));
}

function promisedBy(obligations: readonly Indexed[]): Power {
  return sum(
    Power.zero,
    obligations.map(({ obligation }) => obligation),
  );
}

function tooLittle(
  site: Site,
  on: Day,
  plan: CurtailmentPlan,
  { index, name, obligation }: Indexed,
  shared: readonly Indexed[],
): Broken | undefined {
  const curtailable = sum(
    Power.zero,
    plan.order.map(({ power }) => power),
  );
  const total = promisedBy(shared);
  if (!total.exceeds(curtailable)) return undefined;
  const together = shared.length > 1 ? ` of ${total} promised together` : "";
  const ended = endedMining(site, on, total.minus(curtailable));
  const convert = ["convert", ...(ended.length > 0 ? [ended.join(" and ")] : []), "later"].join(" ");
  return {
    index,
    key: "obligation",
    promised: `"${name}" obliges the site to shed ${obligation}${together}`,
    found: `only ${curtailable} of curtailable mining remains: end or reduce the obligation by then, or ${convert}`,
  };
}

/** Those with a shorter notice are called no later, so what is due by then is the sum of them. */
function tooLate(plan: CurtailmentPlan, one: Indexed, shared: readonly Indexed[]): Broken | undefined {
  const due = shared.filter(({ notice }) => !notice.exceeds(one.notice));
  const total = promisedBy(due);
  const available = availableFor(plan, one.programme, one);
  if (!total.exceeds(available)) return undefined;
  const together = due.length > 1 ? `, with what else is due by then ${total}` : "";
  const why = reasons(plan, one);
  return {
    index: one.index,
    key: "notice",
    promised: `"${one.name}" obliges the site to shed ${one.obligation} within ${one.notice}${together}, for up to ${one.maximumDuration}`,
    found: `only ${available} can be: ${why.join(", ")}; reduce the obligation, or choose loads that can`,
  };
}

/** Why loads do not count, or not wholly. */
function reasons(plan: CurtailmentPlan, one: Indexed): string[] {
  const counted = new Set(loadsFor(plan, one).map(({ id }) => id));
  const left = plan.order.flatMap(({ id, notice, hoursPerYear }) => {
    if (counted.has(id)) return [];
    return notice.exceeds(one.notice)
      ? [`"${id}" needs ${notice} notice`]
      : [`"${id}" may be shed for ${hoursPerYear} a year`];
  });
  return left.length > 0 ? left : ["the ramps that are stated let no more go by then"];
}

function tooLong({ index, name, coolDown, recovery }: Indexed): Broken | undefined {
  if (coolDown.isZero || !recovery.exceeds(coolDown)) return undefined;
  return {
    index,
    key: "coolDown",
    promised: `"${name}" may be called again ${coolDown} after a call`,
    found: `it takes ${recovery} until all that is shed for it is back: let miners come back in fewer groups and steps, or faster`,
  };
}
