import type { Review } from "../review.ts";
import { counted } from "./words.ts";

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

/** What no other clause speaks of: counted, so that nothing passes for unchanged. */
export function otherClauses({ power, capacity, network, mining, money }: Judged): string[] {
  const some = (list: readonly unknown[], one: string, more?: string) =>
    list.length > 0 ? [`changes ${counted(list.length, one, more)}`] : [];
  return [
    ...some(capacity.phases, "date of conversion", "dates of conversion"),
    ...some(mining.obligations, "obligation to shed load", "obligations to shed load"),
    ...some(power.interconnects, "interconnect"),
    ...some(capacity.zones, "hall"),
    ...some(mining.zones, "mining zone"),
    ...some(power.zones, "zone's load", "zones' loads"),
    ...some(power.nodes, "power node"),
    ...some(power.later, "later day"),
    ...some(network.fabrics, "fabric"),
    ...some(network.identifiers, "network identifier"),
    ...some(money.lines, "line of what the site earns", "lines of what the site earns"),
  ];
}
