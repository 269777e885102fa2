import { Figure } from "../../site/figure.ts";
import { Current, Voltage } from "../../site/units/index.ts";
import type { FeedColumns } from "./feed-columns.ts";
import type { Feed } from "./read-feeds.ts";
import type { PowerPart, RackFeedsPart } from "./site-parts.ts";

/** busbar's default where equipment is not 100 %-rated, which is NetBox's default of max_utilization as well. */
const usualPercent = 80;

/** What NetBox's columns say, by the keys of a power node. */
export function electricalPart({ voltage, amperage, phase, max_utilization }: FeedColumns) {
  return {
    current: `${amperage} A`,
    voltage: `${voltage} V`,
    ...(phase === "single-phase" && { phases: 1 as const }),
    ...(max_utilization !== usualPercent && { continuousRating: `${max_utilization} %` }),
  };
}

/** The same as figures, for what reckons with them. */
export function columnFigures({ voltage, amperage, phase }: FeedColumns) {
  return {
    rating: undefined,
    current: new Figure(Current.amperes(amperage)),
    voltage: new Figure(Voltage.volts(voltage)),
    phases: phase === "single-phase" ? (1 as const) : (3 as const),
  };
}

/** The same, by the keys of a hall's rack feeds. */
export function rackFeedsPart(columns: FeedColumns, perPath: number): RackFeedsPart {
  return {
    voltage: `${columns.voltage} V`,
    current: `${columns.amperage} A`,
    phases: columns.phase === "single-phase" ? 1 : 3,
    ...(perPath > 1 && { perPath }),
    ...(columns.max_utilization !== usualPercent && { continuousRating: `${columns.max_utilization} %` }),
  };
}

/** A power node for a feed, still without its place in the tree. */
export function columnsAsNode({ name, panel, columns }: Feed): Omit<PowerPart, "name" | "from"> {
  return {
    kind: "feeder",
    ...electricalPart(columns),
    note: `NetBox: power feed "${name}" of panel "${panel}"`,
  };
}
