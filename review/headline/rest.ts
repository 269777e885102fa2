import { counted } from "../../site/counted.ts";
import { isChanged } from "../changed.ts";
import type { Change, MiningChanges, Review } from "../review.ts";
import { moneyClauses } from "./site.ts";
import { listed, nameOf, powerOf } from "./words.ts";

type Judged = Omit<Review, "headline" | "outcome">;

/** Who may do more than before. */
export function openingClauses({ network, security }: Judged): string[] {
  const opened = network.paths.filter(({ change }) => change === "opened").length;
  const more = security.items.filter(({ effect }) => effect === "more").length;
  return [
    ...(opened > 0 ? [`opens ${counted(opened, "network path")}`] : []),
    ...(more > 0 ? [`lets somebody do more in ${counted(more, "place")}`] : []),
  ];
}

/** Which rules say less than before: whatever they would have found is silent now. */
export function looserClauses({ policies }: Judged): string[] {
  const rules = policies.lowered.map(({ rule }) => rule);
  const suppressed = [...new Set(policies.newSuppressions.map(({ rule }) => rule))];
  return [
    ...(rules.length > 0 ? [`lowers the level of ${counted(rules.length, "rule")} (${listed(rules)})`] : []),
    ...(suppressed.length > 0
      ? [`suppresses findings of ${counted(suppressed.length, "rule")} (${listed(suppressed)})`]
      : []),
  ];
}

/** More than these are counted. */
const mostNamed = 2;

/** What is approved, rated or promised otherwise: by name and power, where few are. */
function limitClauses({ power, mining }: Judged): string[] {
  const some = (
    what: string,
    all: readonly { readonly name: string; readonly change: Change<number> }[],
    one: string,
    more?: string,
  ) => {
    const differing = all.filter(({ change }) => isChanged(change));
    if (differing.length > mostNamed) return [`changes ${counted(differing.length, one, more)}`];
    return differing.map(({ name, change }) => `${what} ${nameOf(name)} ${fromTo(change)}`);
  };
  const { interconnects, nodes } = power;
  return [
    ...some(
      "approved load of",
      interconnects.map((one) => ({ name: one.interconnect, change: one.approvedKilowatts })),
      "load approval",
    ),
    ...some(
      "capacity of",
      nodes.map((one) => ({ name: one.node, change: one.capacityKilowatts })),
      "rated power node",
    ),
    ...some(
      "obligation",
      mining.obligations.map((one) => ({ name: one.name, change: one.obligationKilowatts })),
      "obligation to shed load",
      "obligations to shed load",
    ),
    ...periodClauses(mining.obligations.filter((one) => !isChanged(one.obligationKilowatts))),
  ];
}

/** Obligations of as much as before, on other days. */
function periodClauses(obligations: MiningChanges["obligations"]): string[] {
  if (obligations.length > mostNamed)
    return [`changes the days of ${counted(obligations.length, "obligation")} to shed load`];
  const days = ({ before = "none", after = "none" }: Change<string>) => `${before} → ${after}`;
  return obligations.map(({ name, from, to }) => {
    const parts = [
      ...(isChanged(from) ? [`from ${days(from)}`] : []),
      ...(isChanged(to) ? [`to ${days(to)}`] : []),
    ];
    return `obligation ${nameOf(name)} ${parts.join(", ")}`;
  });
}

function fromTo({ before, after }: Change<number>): string {
  const inWords = (kilowatts: number | undefined) => (kilowatts === undefined ? "none" : powerOf(kilowatts));
  return `${inWords(before)} → ${inWords(after)}`;
}

/** What no other clause speaks of: counted, so that nothing passes for unchanged. */
export function otherClauses(review: Judged): string[] {
  const { power, capacity, network, mining, money } = review;
  const some = (list: readonly unknown[], one: string, more?: string) =>
    list.length > 0 ? [`changes ${counted(list.length, one, more)}`] : [];
  return [
    ...limitClauses(review),
    ...some(capacity.phases, "date of conversion", "dates of conversion"),
    ...some(
      power.interconnects.filter(({ approvedKilowatts }) => !isChanged(approvedKilowatts)),
      "interconnect",
    ),
    ...some(capacity.zones, "hall"),
    ...some(mining.zones, "mining zone"),
    ...some(power.zones, "zone's load", "zones' loads"),
    ...some(
      power.nodes.filter(({ capacityKilowatts }) => !isChanged(capacityKilowatts)),
      "power node",
    ),
    ...some(power.later, "later day"),
    ...some(network.fabrics, "fabric"),
    ...some(network.identifiers, "network identifier"),
    ...some(
      moneyClauses(review).length > 0 ? [] : money.lines,
      "line of what the site earns",
      "lines of what the site earns",
    ),
  ];
}
