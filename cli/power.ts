import type { PowerPlan } from "../placement/power-plan.ts";
import { Power, sum } from "../site/units/index.ts";
import { bold, dim, red, yellow } from "./colors.ts";
import { columns } from "./columns.ts";

/** How much of a power plan is shown. */
export interface PowerView {
  /** Only so many nodes: those that are nearest their limits. @default - all, in the order of the network */
  readonly tightest?: number | undefined;
}

type Node = PowerPlan["nodes"][number];
type Row = readonly string[];

/** The power network of a day as a table: a campus is searched with `tightest`, or with what searches text. */
export function describePower(plan: PowerPlan, { tightest }: PowerView = {}): string {
  const nodes = tightest === undefined ? plan.nodes : tightestOf(plan.nodes, tightest);
  const sections = [
    [bold(`Power of ${plan.title ?? plan.site} on ${plan.day}`)],
    columns(interconnects(plan)),
    columns([nodeHeader(nodes), ...nodes.map((node) => nodeRow(node, tightest === undefined))]),
    columns(generators(plan)),
    columns(zones(plan, tightest)),
    columns(halls(plan)),
    columns(restore(plan)),
    losses(plan),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function interconnects(plan: PowerPlan): Row[] {
  return plan.interconnects.map(({ name, voltage, gridOperator, approved, gross, headroom }) => [
    bold("Grid"),
    `${name}, ${voltage}, ${gridOperator}: ${gross} gross of ${approved} approved, ${free(headroom)}`,
  ]);
}

function nodeHeader(nodes: readonly Node[]): Row {
  const losses = nodes.some((node) => node.losses !== undefined) ? ["Losses"] : [];
  const header = ["Node", "Rating", "Continuous", "Load", "Worst case", "Free", "With", ...losses];
  return header.map((text) => bold(text));
}

function nodeRow(node: Node, indented: boolean): Row {
  const { worst } = node;
  const name = `${indented ? "  ".repeat(node.depth) : ""}${node.name}`;
  const others = indented && node.from.length > 1 ? dim(` (${node.from.join(", ")})`) : "";
  return [
    name + others,
    `${rated(node)}${node.inService ? "" : red(" not in service")}`,
    String(node.continuous),
    String(node.load),
    worst === undefined ? "" : coloured(worst, `${worst.load} of ${worst.capacity}`),
    worst === undefined ? "" : coloured(worst, String(worst.headroom)),
    worst?.scenario ?? dim("feeds nothing"),
    node.losses === undefined ? "" : String(node.losses),
  ];
}

/** `3 × 75 MVA N+1`. */
function rated({ units, rating, redundancy }: Pick<Node, "units" | "rating" | "redundancy">): string {
  return `${units === 1 ? "" : `${units} × `}${rating}${redundancy === "N" ? "" : ` ${redundancy}`}`;
}

function generators(plan: PowerPlan): Row[] {
  if (plan.generators.length === 0) return [];
  return [
    ["Generators", "Rating", "Back", "Worst case", "Free", "With", "Start", "Fuel"].map((text) => bold(text)),
    ...plan.generators.map(({ worst, backs, start, fuel, ...plant }) => [
      plant.name,
      `${rated(plant)}${plant.inService ? "" : red(" not in service")}`,
      backs,
      worst === undefined ? "" : coloured(worst, `${worst.load} of ${worst.capacity}`),
      worst === undefined ? "" : coloured(worst, String(worst.headroom)),
      worst?.scenario ?? dim("no AI load"),
      start === undefined ? "" : String(start),
      fuel === undefined ? "" : String(fuel),
    ]),
  ];
}

/** The tightest node of each zone; of many zones those whose node is nearest its limit. */
function zones(plan: PowerPlan, tightest: number | undefined): Row[] {
  const bound = plan.zones.flatMap(({ name, tightest: worst }) =>
    worst === undefined ? [] : [{ name, worst }],
  );
  const shown =
    tightest === undefined ? bound : bound.sort((a, b) => used(b.worst) - used(a.worst)).slice(0, tightest);
  return [
    ["Zone", "Tightest node", "Worst case", "Free", "With"].map((text) => bold(text)),
    ...shown.map(({ name, worst }) => [
      name,
      worst.at,
      coloured(worst, `${worst.load} of ${worst.capacity}`),
      coloured(worst, String(worst.headroom)),
      worst.scenario,
    ]),
  ];
}

/** Rows and phases, of halls that state their busways or have single-phase racks. */
function halls(plan: PowerPlan): Row[] {
  if (plan.halls.length === 0) return [];
  return [
    ["Hall", "Fullest row", "Load", "Phases"].map((text) => bold(text)),
    ...plan.halls.map(({ name, row, load, capacity, imbalance, mostImbalance }) => [
      name,
      `row ${row}`,
      capacity === undefined ? String(load) : `${load} of ${capacity}`,
      imbalance === undefined
        ? "three-phase racks"
        : `${imbalance} above the mean${mostImbalance === undefined ? "" : ` of at most ${mostImbalance}`}`,
    ]),
  ];
}

function restore(plan: PowerPlan): Row[] {
  return plan.restore.map(({ group, zones, load, duration }) => [
    bold("Restore"),
    `${group}: ${zones.join(", ")}, ${load}${duration.isZero ? " at once" : ` within ${duration}`}`,
  ]);
}

function losses(plan: PowerPlan): string[] {
  const stated = plan.nodes.flatMap(({ losses }) => losses ?? []);
  return stated.length === 0
    ? []
    : [dim(`${sum(Power.zero, stated)} is lost in what states its losses, as part of the gross load.`)];
}

function tightestOf(nodes: readonly Node[], most: number): readonly Node[] {
  const use = ({ worst }: Node) => (worst === undefined ? 0 : used(worst));
  return [...nodes].sort((a, b) => use(b) - use(a)).slice(0, most);
}

type Worst = NonNullable<Node["worst"]>;

function used({ load, capacity }: Worst): number {
  return load.isZero ? 0 : load.ratioTo(capacity);
}

/** Red above a limit, yellow from nine tenths of it. */
function coloured(worst: Worst, text: string): string {
  if (worst.load.exceeds(worst.capacity)) return red(text);
  return used(worst) >= 0.9 ? yellow(text) : text;
}

function free(headroom: Power): string {
  return headroom.isNegative ? red(`${headroom.times(-1)} too much`) : `${headroom} free`;
}
