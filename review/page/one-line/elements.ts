import type { SitePlanDocument } from "../../result/site-plan-document.ts";
import type { Place } from "../places.ts";

/** What a one-line diagram draws: where power comes in, what it goes through, and the zones that use it. */
export interface Element {
  readonly place: Place;
  readonly name: string;
  /** Kinds of power nodes, and `interconnect` and `zone`. */
  readonly kind: string;
  /** Where its numbers stand in the plan, such as `powerNodes/3`. */
  readonly record: string;
  readonly loadKilowatts: number;
  /** Key of the load in the record. */
  readonly loadKey: string;
  readonly capacityKilowatts?: number;
  readonly worst?: { readonly loadKilowatts: number; readonly scenario: string };
  /** The day on which it is nearest its limit, where that is known. */
  readonly peak?: NonNullable<SitePlanDocument["powerNodes"][number]["peak"]>;
  /** Below its name: units and redundancy, the grid, or the state of a zone. */
  readonly note: string;
  /** The path of a 2N pair that it belongs to. */
  readonly path?: string;
  readonly feeds: readonly Feed[];
}

/** What feeds an element, by place; a zone says by which path. */
export interface Feed {
  readonly from: Place;
  readonly path?: string;
}

/** The elements of a plan, sources first. */
export function elementsOf(plan: SitePlanDocument): readonly Element[] {
  const nodes = new Set(plan.powerNodes.map(({ name }) => name));
  const interconnects = new Set(plan.interconnects.map(({ name }) => name));
  const placeOf = (name: string): Place[] => {
    if (nodes.has(name)) return [`power/${name}`];
    return interconnects.has(name) ? [`interconnects/${name}`] : [];
  };
  return [
    ...plan.interconnects.map(
      (each, index): Element => ({
        place: `interconnects/${each.name}`,
        name: each.name,
        kind: "interconnect",
        record: `interconnects/${index}`,
        loadKilowatts: each.grossKilowatts,
        loadKey: "grossKilowatts",
        capacityKilowatts: each.approvedKilowatts,
        note: `${each.gridOperator}, ${each.voltageKilovolts} kV`,
        feeds: [],
      }),
    ),
    ...plan.powerNodes.map(
      (node, index): Element => ({
        place: `power/${node.name}`,
        name: node.name,
        kind: node.kind,
        record: `powerNodes/${index}`,
        loadKilowatts: node.loadKilowatts,
        loadKey: "loadKilowatts",
        ...(node.capacityKilowatts !== undefined && { capacityKilowatts: node.capacityKilowatts }),
        worst: { loadKilowatts: node.worstLoadKilowatts, scenario: node.worstScenario },
        ...(node.peak !== undefined && { peak: node.peak }),
        note: nodeNote(node),
        ...(node.path !== undefined && { path: node.path }),
        feeds: node.sources.flatMap(placeOf).map((from) => ({ from })),
      }),
    ),
    ...plan.zones.map(
      (zone, index): Element => ({
        place: `zones/${zone.name}`,
        name: zone.name,
        kind: "zone",
        record: `zones/${index}`,
        loadKilowatts: zone.grossKilowatts,
        loadKey: "grossKilowatts",
        note: zone.tenants.length === 0 ? zone.state : `${zone.state}: ${zone.tenants.join(", ")}`,
        feeds: Object.entries(zone.feeds).flatMap(([path, name]) =>
          placeOf(name).map((from) => ({ from, path })),
        ),
      }),
    ),
  ];
}

function nodeNote({ kind, units, redundancy, path }: SitePlanDocument["powerNodes"][number]): string {
  return [
    units === undefined || units === 1 ? kindText(kind) : `${units} × ${kindText(kind)}`,
    redundancy === "N" ? undefined : redundancy,
    path === undefined ? undefined : `path ${path}`,
  ]
    .filter((part) => part !== undefined)
    .join(", ");
}

/** A kind in short words, as it stands on a diagram. */
export function kindText(kind: string): string {
  return kind.replaceAll("-", " ");
}

/** Everything that some elements are fed through, with them. */
export function withSources(elements: readonly Element[], from: ReadonlySet<Place>): readonly Element[] {
  const byPlace = new Map(elements.map((element) => [element.place, element]));
  const reached = new Set(from);
  for (const place of reached) for (const feed of byPlace.get(place)?.feeds ?? []) reached.add(feed.from);
  return elements.filter(({ place }) => reached.has(place));
}
