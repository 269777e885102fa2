import type { Timeline } from "../placement/timeline.ts";
import { counted } from "../site/counted.ts";
import { bold, dim, red, yellow } from "./colors.ts";
import { columns, textWidth, widthOf } from "./columns.ts";
import { phaseText } from "./timeline-phase.ts";

/** A timeline as a person reads it: phases by date, what is to be ordered, and the quarters. */
export function timelineText(timeline: Timeline): string {
  const { title, site, operator, from, to, day } = timeline;
  const by = operator === undefined ? "" : ` (${operator})`;
  return [
    bold(`${title ?? site}${by} from ${from} to ${to}, as of ${day}`),
    "",
    ...timeline.phases.flatMap((phase) => [...phaseText(phase), ""]),
    ...longLead(timeline),
    ...quarters(timeline),
    "",
  ].join("\n");
}

function header(...names: string[]): string[] {
  return names.map((name) => bold(name));
}

function longLead({ longLead: items }: Timeline): string[] {
  if (items.length === 0) return [dim("Nothing with a long lead time is planned."), ""];
  const rows = items.map((item) => [
    item.status === "to order" && item.lateDays > 0 ? red(item.orderBy) : item.orderBy,
    item.zone === undefined ? item.name : `${item.name} (${item.zone})`,
    `${Number(item.leadTimeWeeks.toFixed(1))} weeks${item.usual ? "*" : ""}`,
    item.neededBy,
    orderState(item),
  ]);
  return [
    ...columns([header("Order by", "What", "Lead time", "Needed", "State"), ...rows]),
    ...(items.some(({ usual }) => usual)
      ? [dim("* what is usual for its kind, since the document has no lead time; not verified")]
      : []),
    "",
  ];
}

function orderState({ status, lateDays, arrives }: Timeline["longLead"][number]): string {
  const late = lateDays === 0 ? "" : red(`, ${lateDays} days late`);
  if (status === "in place") return dim("in place");
  return status === "ordered" ? `ordered, due ${arrives}${late}` : `${yellow("to order")}${late}`;
}

function quarters({ quarters: rows }: Timeline): string[] {
  const figures = [
    header("At the end of", "Mining", "Building", "AI-ready", "Leased", "Held", "Free"),
    ...rows.map((row) => [
      row.quarter,
      ...[row.mining, row.underConstruction, row.aiReady, row.leased, row.held, row.free].map((power) =>
        power.isZero ? "" : String(power),
      ),
    ]),
  ];
  const left = textWidth - Math.max(...columns(figures).map(widthOf)) - 2;
  const beside = [bold("Changes"), ...rows.map(({ changes }) => dim(changesText(changes, left)))];
  return columns(figures.map((row, index) => [...row, beside[index] ?? ""]));
}

type Changes = Timeline["quarters"][number]["changes"];

/** What changed within a quarter, in words if they fit and else in numbers; all of it is in the JSON. */
function changesText(all: Changes, width: number): string {
  const states = all.filter(({ what }) => what === "enters");
  const zones = new Set(states.map(({ zone }) => zone));
  const last = states.at(-1);
  const inWords = [
    ...(last === undefined ? [] : [zones.size === 1 ? `${last.zone} ${last.state}` : `${zones.size} zones`]),
    ...all.filter(({ what }) => what !== "enters").map(({ what, tenant }) => `${signs[what]} ${tenant}`),
  ];
  const text = [...new Set(inWords)].join(", ");
  if (text.length <= width) return text;
  const tenants = new Set(all.flatMap(({ tenant }) => tenant ?? []));
  return [
    ...(zones.size === 0 ? [] : [counted(zones.size, "zone")]),
    ...(tenants.size === 0 ? [] : [counted(tenants.size, "tenant")]),
  ].join(", ");
}

const signs: Readonly<Record<Changes[number]["what"], string>> = {
  enters: "",
  comes: "+",
  goes: "-",
  held: "held for",
  released: "released by",
};
