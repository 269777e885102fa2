import { groupBy } from "../../site/group-by.ts";
import { ratingOf } from "../../site/power/rating.ts";
import { powerNode } from "../../site/schema/power.ts";
import { ApparentPower, sum } from "../../site/units/index.ts";
import type { Tally } from "../table/tally.ts";
import { DistinctNames } from "./distinct-names.ts";
import { type FeedColumns, feedColumns } from "./feed-columns.ts";
import { columnFigures, columnsAsNode, electricalPart } from "./feed-part.ts";
import type { Feed } from "./read-feeds.ts";
import type { Panel } from "./read-panels.ts";
import type { PowerPart } from "./site-parts.ts";

/** Power nodes, and what each panel is called among them. */
export interface PowerParts {
  readonly nodes: readonly PowerPart[];
  readonly assumed: readonly string[];
  readonly unsaid: readonly string[];
  /** The power node, or interconnect, that a panel is. Undefined where it could be none. */
  nodeOf(panel: string): string | undefined;
}

/** What is known of the site's supply beside the lists. */
export interface Supply {
  readonly interconnects: readonly string[];
  /** What feeds the panels of which no list says it. @default - the only interconnect */
  readonly supply?: string | undefined;
}

/**
 * Panels and the feeds that do not lead to racks, as power nodes. NetBox knows nothing upstream of a panel; but a feed that has
 * the name of a panel is what supplies it, as busbar exports it.
 */
export function powerParts(
  panels: ReadonlyMap<string, Panel>,
  feeds: readonly Feed[],
  supply: Supply,
  tally: Tally,
): PowerParts {
  return new PowerTree(panels, feeds, supply, tally).parts();
}

class PowerTree {
  readonly #panels: ReadonlyMap<string, Panel>;
  readonly #supply: Supply;
  readonly #tally: Tally;
  readonly #names = new DistinctNames("node");
  readonly #panelNames: readonly string[];
  readonly #downstream: ReadonlyMap<string, readonly Feed[]>;
  readonly #upstream: ReadonlyMap<string, readonly Feed[]>;
  readonly #circuits: readonly Feed[];
  readonly #nodes: PowerPart[] = [];
  readonly #assumed: string[] = [];
  readonly #unsaid: string[] = [];
  readonly #known = new Set<string>();

  constructor(panels: ReadonlyMap<string, Panel>, feeds: readonly Feed[], supply: Supply, tally: Tally) {
    this.#panels = panels;
    this.#supply = supply;
    this.#tally = tally;
    this.#panelNames = [...new Set([...panels.keys(), ...feeds.map(({ panel }) => panel)])];
    const isPanel = new Set(this.#panelNames);
    const supplies = ({ rack, name, panel }: Feed) =>
      rack === undefined && isPanel.has(name) && name !== panel;
    this.#downstream = groupBy(feeds, ({ panel }) => panel);
    this.#upstream = groupBy(feeds.filter(supplies), ({ name }) => name);
    this.#circuits = feeds.filter((feed) => feed.rack === undefined && !supplies(feed));
  }

  parts(): PowerParts {
    // Panels first take their names, so that a feed of the same name gets another.
    for (const panel of this.#panelNames) this.#names.of(panel);
    for (const panel of this.#panelNames) this.#addPanel(panel);
    for (const feed of this.#circuits) {
      this.#tally.use(feed.row);
      const name = this.#names.of(JSON.stringify([feed.panel, feed.name]), feed.name);
      this.#nodes.push({ ...columnsAsNode(feed), name, ...this.#from([feed.panel]) });
    }
    return {
      nodes: this.#nodes,
      assumed: this.#assumed,
      unsaid: this.#unsaid,
      nodeOf: (panel) => (this.#known.has(panel) ? this.#names.of(panel) : undefined),
    };
  }

  #addPanel(panel: string): void {
    const name = this.#names.of(panel);
    const { row, part } = this.#panels.get(panel) ?? {};
    const upstream = this.#upstream.get(panel) ?? [];
    for (const feed of upstream) this.#tally.use(feed.row);
    const isInterconnect = part === "interconnect" || this.#supply.interconnects.includes(name);
    const node = isInterconnect ? "interconnect" : this.#nodeOf(panel, part, upstream);
    if (node === undefined) {
      if (row !== undefined)
        this.#tally.leaveOut(row, {
          expected: "a panel with active power feeds: its rating follows from them",
        });
      return;
    }
    if (row !== undefined) this.#tally.use(row);
    this.#known.add(panel);
    if (node !== "interconnect") this.#nodes.push(node);
  }

  #nodeOf(panel: string, part: unknown, upstream: readonly Feed[]): PowerPart | undefined {
    const name = this.#names.of(panel);
    const commented = part === undefined ? undefined : powerNode.safeParse(part);
    const columns = upstream[0]?.columns;
    if (commented?.success && commented.data.name === name) {
      const node = part as PowerPart;
      return columns === undefined || sameColumns(feedColumns(commented.data), columns)
        ? node
        : { ...withoutRating(node), ...electricalPart(columns) };
    }
    const row = this.#panels.get(panel)?.row;
    if (part !== undefined && row !== undefined)
      this.#tally.skipCell(row, {
        column: "comments",
        found: "a part of another form",
        expected: `what busbar exports of "${name}"`,
      });
    const [first] = upstream;
    if (first !== undefined)
      return { ...columnsAsNode(first), name, ...this.#from(upstream.map((feed) => feed.panel)) };
    return this.#assumedPanel(panel, name);
  }

  /** A panel of which nothing is known but what leaves it. */
  #assumedPanel(panel: string, name: string): PowerPart | undefined {
    const feeds = this.#downstream.get(panel) ?? [];
    if (feeds.length === 0) return undefined;
    const rating = sum(
      ApparentPower.zero,
      feeds.map(({ columns }) => ratingOf(columnFigures(columns))),
    );
    const feedsText = feeds.length === 1 ? "its one feed" : `the sum of its ${feeds.length} feeds`;
    const note = `${feedsText}: NetBox has no rating of a panel, and its own may be less`;
    this.#assumed.push(`power "${name}": a switchboard rated ${rating}, ${note}`);
    const { supply } = this.#supply;
    const from =
      supply ?? (this.#supply.interconnects.length === 1 ? this.#supply.interconnects[0] : undefined);
    if (from === undefined) this.#unsaid.push(`power "${name}": what feeds it; name it with --supply`);
    else if (supply === undefined)
      this.#assumed.push(`power "${name}": fed by "${from}", the only interconnect`);
    return {
      name,
      kind: "switchboard",
      ...(from !== undefined && { from }),
      rating: { value: `${Math.round(rating.voltAmperes)} VA`, source: "assumed", note },
    };
  }

  #from(panels: readonly string[]): Pick<PowerPart, "from"> {
    const [first = "", ...more] = panels.map((panel) => this.#names.of(panel));
    return { from: more.length === 0 ? first : [first, ...more] };
  }
}

function sameColumns(a: FeedColumns | undefined, b: FeedColumns): boolean {
  return (
    a !== undefined &&
    a.phase === b.phase &&
    a.voltage === b.voltage &&
    a.amperage === b.amperage &&
    a.max_utilization === b.max_utilization
  );
}

function withoutRating({ rating: _, ...rest }: PowerPart): PowerPart {
  return rest;
}
