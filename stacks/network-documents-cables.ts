import type { FabricDesign } from "../site/fabric/design.ts";
import { designOf, geometryOf, torusOf } from "../site/fabric/fabric.ts";
import { type CableClass, cableClass, cableClasses } from "../site/fabric/lengths.ts";
import {
  leafPlace,
  leafUplinks,
  managerLinks,
  type SwitchPort,
  spineUplinks,
} from "../site/fabric/port-map.ts";
import { cubeLinks } from "../site/fabric/torus.ts";
import type { FabricDocument } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { Places } from "./network-documents-places.ts";
import type { FabricRack } from "./network-documents-racks.ts";

/** One link of a fabric, with both of its ends. Links that share a cable are listed one by one. */
export interface Link {
  readonly a: string;
  readonly aPort: string;
  readonly b: string;
  readonly bPort: string;
  readonly class: CableClass;
  readonly metres: number;
}

export type SwitchTier = "leaf" | "spine" | "core" | "ocs";

/** The name of a switch, such as `ib-1-leaf007`. Switches are numbered from 1. */
export function switchName(fabric: string, tier: SwitchTier, number: number): string {
  return `${fabric}-${tier}${String(number).padStart(3, "0")}`;
}

/**
 * Every link of a fabric: of the racks that stand, in their order, and of all switches among each other. None where the
 * fabric does not say what its switches follow from. A campus has millions, so they are made as they are read.
 */
export function fabricLinks(
  site: Site,
  fabric: FabricDocument,
  racks: readonly FabricRack[],
): Iterable<Link> {
  const design = designOf(fabric);
  const links = function* (): Generator<Link> {
    if (torusOf(fabric) !== undefined) yield* cubeCables(site, fabric, racks);
    if (design === undefined) return;
    yield* rackCables(site, fabric, racks);
    yield* switchCables(site, fabric, design);
  };
  return { [Symbol.iterator]: links };
}

/** Cables by class, the shortest class first: links by how many share one. */
export function cableCounts(links: Iterable<Link>, linksPerCable: number): ReadonlyMap<CableClass, number> {
  const counts = new Map<CableClass, number>(cableClasses.map(({ name }) => [name, 0]));
  for (const link of links) counts.set(link.class, (counts.get(link.class) ?? 0) + 1);
  return new Map(
    [...counts].flatMap(([name, count]) => (count === 0 ? [] : [[name, Math.ceil(count / linksPerCable)]])),
  );
}

function* rackCables(site: Site, fabric: FabricDocument, racks: readonly FabricRack[]): Generator<Link> {
  const places = new Places(site, fabric);
  const planes = fabric.design?.planes ?? 1;
  for (const rack of racks) {
    const metres = places.between(places.ofRack(rack), places.ofUnit(rack.unit));
    for (const { node, port, plane, leaf } of rack.links) {
      const a = rack.devices[node - 1] ?? "";
      const aPort = planes === 1 ? String(port) : `${port}/${plane}`;
      yield linkTo(fabric, { a, aPort }, "leaf", leaf, metres);
    }
  }
}

function* switchCables(site: Site, fabric: FabricDocument, design: FabricDesign): Generator<Link> {
  const places = new Places(site, fabric);
  const fromUnit = (unit: number) => places.between(places.ofUnit(unit), places.ofSpines());
  for (const [index, port] of managerLinks(design).entries()) {
    const end = { a: `${fabric.name}-manager`, aPort: String(index + 1) };
    yield linkTo(fabric, end, "leaf", port, fromUnit(design.rules.units - 1));
  }
  for (let leaf = 1; leaf <= design.leaves; leaf += 1) {
    const metres = fromUnit(leafPlace(design, leaf).unit);
    for (const { lower, upper } of leafUplinks(design, leaf)) {
      yield linkTo(fabric, endAt(fabric, "leaf", lower), "spine", upper, metres);
    }
  }
  // Spines and cores stand together.
  const { slack } = geometryOf(fabric);
  for (let spine = 1; spine <= design.spines; spine += 1) {
    for (const { lower, upper } of spineUplinks(design, spine)) {
      yield linkTo(fabric, endAt(fabric, "spine", lower), "core", upper, slack);
    }
  }
}

/** Cubes are joined by light, however near they are. */
function* cubeCables(site: Site, fabric: FabricDocument, racks: readonly FabricRack[]): Generator<Link> {
  const places = new Places(site, fabric);
  for (const rack of racks) {
    const metres = places.between(places.ofRack(rack), places.ofSpines());
    for (const { port, switch: ocs, switchPort } of cubeLinks(rack.index)) {
      const end = { a: `${rack.zone.name}-${rack.name}`, aPort: port };
      const link = linkTo(fabric, end, "ocs", { switch: ocs, port: switchPort }, metres);
      yield { ...link, class: metres <= leastLight.metres ? leastLight.name : link.class };
    }
  }
}

/** The links of cubes are single-mode at any length. */
const leastLight = { name: "single-mode", metres: 500 } as const;

function endAt(fabric: FabricDocument, tier: SwitchTier, port: SwitchPort): Pick<Link, "a" | "aPort"> {
  return { a: switchName(fabric.name, tier, port.switch), aPort: String(port.port) };
}

function linkTo(
  fabric: FabricDocument,
  end: Pick<Link, "a" | "aPort">,
  tier: SwitchTier,
  port: SwitchPort,
  metres: number,
): Link {
  return {
    // Each by name: copying the end with a spread takes ten times as long, and a campus has millions of links.
    a: end.a,
    aPort: end.aPort,
    b: switchName(fabric.name, tier, port.switch),
    bPort: String(port.port),
    class: cableClass(metres),
    metres,
  };
}
