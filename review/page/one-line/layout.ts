import { Graph, layout, type Point } from "@dagrejs/dagre";
import type { Place } from "../places.ts";
import type { Element } from "./elements.ts";

/** Sizes on the diagram, in units of its own coordinates. */
export const card = { width: 168, height: 64 } as const;
const busSpacing = 8;
const busSlots = 3;
const betweenLevels = 44;

export interface PlacedElement {
  readonly element: Element;
  /** Of the left upper corner. */
  readonly x: number;
  readonly y: number;
}

/** Power flows along it, from left to right. */
export interface Line {
  readonly from: Place;
  readonly to: Place;
  readonly path?: string;
  /** Corners, from the source to what it feeds. */
  readonly corners: readonly Corner[];
}

type Corner = readonly [x: number, y: number];

/** The bus behind an element that feeds more than one. */
export interface Bus {
  readonly of: Place;
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly elements: readonly PlacedElement[];
  readonly lines: readonly Line[];
  readonly buses: readonly Bus[];
}

/** Levels from left to right, sources first, zones all at the right edge. */
export function layOut(elements: readonly Element[]): Layout {
  const feeds = feedsOf(elements);
  const graph = new Graph();
  graph.setGraph({
    rankdir: "LR",
    ranker: "longest-path",
    nodesep: 10,
    ranksep: betweenLevels,
    marginx: 12,
    marginy: 12,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { place } of elements) graph.setNode(place, { ...card });
  // What feeds one thing alone stands beside it; a bus may be long.
  const fedBy = new Map<Place, number>();
  for (const { from } of feeds) fedBy.set(from, (fedBy.get(from) ?? 0) + 1);
  for (const { from, to } of feeds) graph.setEdge(from, to, { weight: fedBy.get(from) === 1 ? 20 : 1 });
  layout(graph);

  const { width = 0, height = 0 } = graph.graph();
  // The layout is as good upside down: the order in which the plan names its elements decides.
  const upright = isUpright(elements.map(({ place }) => graph.node(place)));
  const turned = ({ x, y }: Point): Point => ({ x, y: upright ? y : height - y });
  const placed = elements.map((element): PlacedElement => {
    const { x, y } = turned(graph.node(element.place));
    return { element, x: x - card.width / 2, y: y - card.height / 2 };
  });
  const corners = new Map(placed.map(({ element, x, y }) => [element.place, [x, y] as const]));
  const routed = feeds.map((feed): Routed => {
    const [fromX, fromY] = corners.get(feed.from) ?? [0, 0];
    const [toX, toY] = corners.get(feed.to) ?? [0, 0];
    // Every second point stands on a level that the line passes; those between stand between levels.
    const points: readonly Point[] = graph.edge(feed.from, feed.to)?.points ?? [];
    const passes = points.slice(1, -1).filter((_, index) => index % 2 === 1);
    return {
      feed,
      start: [fromX + card.width, fromY + card.height / 2],
      passes: passes.map(turned).map(({ x, y }) => [x, y]),
      end: [toX, toY + (card.height * (feed.entry + 1)) / (feed.entries + 1)],
    };
  });
  const buses = busesOf(routed);
  return {
    width,
    height,
    elements: placed,
    lines: routed.map((each) => lineOf(each, buses.get(each.feed.from)?.x ?? each.start[0])),
    buses: [...buses.values()].filter(({ of }) => (fedBy.get(of) ?? 0) > 1),
  };
}

/** Whether things one above the other are rather in their order than against it. */
function isUpright(nodes: readonly Point[]): boolean {
  const steps = nodes.slice(1).map(({ x, y }, index) => {
    const before = nodes[index];
    return before !== undefined && before.x === x ? Math.sign(y - before.y) : 0;
  });
  return steps.reduce((total, step) => total + step, 0) >= 0;
}

interface EdgeOfDiagram {
  readonly from: Place;
  readonly to: Place;
  readonly path?: string;
  /** What is fed more than once has its lines enter apart. */
  readonly entry: number;
  readonly entries: number;
}

/** A feed with the points that its line goes through. */
interface Routed {
  readonly feed: EdgeOfDiagram;
  readonly start: Corner;
  readonly passes: readonly Corner[];
  readonly end: Corner;
}

function feedsOf(elements: readonly Element[]): EdgeOfDiagram[] {
  const shown = new Set(elements.map(({ place }) => place));
  return elements.flatMap(({ place, feeds }) => {
    const here = feeds.filter(({ from }) => shown.has(from));
    return here.map((feed, entry) => ({ ...feed, to: place, entry, entries: here.length }));
  });
}

/** A bus for every source, from its topmost to its lowest branch; those of one level that overlap stand side by side. */
function busesOf(routed: readonly Routed[]): ReadonlyMap<Place, Bus> {
  const extents = new Map<Place, { readonly start: Corner; top: number; bottom: number }>();
  for (const { feed, start, passes, end } of routed) {
    const [, y] = passes[0] ?? end;
    const extent = extents.get(feed.from) ?? { start, top: start[1], bottom: start[1] };
    extent.top = Math.min(extent.top, y);
    extent.bottom = Math.max(extent.bottom, y);
    extents.set(feed.from, extent);
  }
  const buses = new Map<Place, Bus>();
  for (const [of, { start, top, bottom }] of extents) {
    const beside = [...buses.values()].filter(
      (bus) => Math.floor((bus.x - start[0]) / betweenLevels) === 0 && bus.top <= bottom && top <= bus.bottom,
    );
    const taken = new Set(beside.map(({ x }) => x));
    const slots = Array.from({ length: busSlots }, (_, slot) => start[0] + busSpacing * (slot + 1.5));
    buses.set(of, { of, x: slots.find((x) => !taken.has(x)) ?? start[0] + busSpacing, top, bottom });
  }
  return buses;
}

/** Out to the bus, along it, and on at right angles. */
function lineOf({ feed, start, passes, end }: Routed, busX: number): Line {
  const corners: Corner[] = [start, [busX, start[1]]];
  let x = busX;
  for (const [passX, y] of passes) {
    corners.push([x, y]);
    x = passX + card.width / 2 + busSpacing;
    corners.push([x, y]);
  }
  corners.push([x, end[1]], end);
  const { from, to, path } = feed;
  return { from, to, ...(path !== undefined && { path }), corners };
}
