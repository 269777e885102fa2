import type { Day } from "../../site/day.ts";
import type { Site } from "../../site/site.ts";
import { sameNode, sorted, writtenNode, writtenZone } from "./known-parts.ts";
import type { PowerPart, SiteParts, ZonePart } from "./site-parts.ts";

/** What an import adds to a site, and what it finds otherwise than the site's document states it. */
export interface Additions {
  readonly power: readonly PowerPart[];
  readonly zones: readonly object[];
  /** Parts that the site states as well, but not alike: nothing of them is written. One line each. */
  readonly differences: readonly string[];
  /** How many parts the site states alike. */
  readonly alike: number;
  readonly assumed: readonly string[];
  readonly unsaid: readonly string[];
}

/**
 * The parts that a site does not have yet. Without a site, all of them are; a zone's states then remain to be filled in.
 * What the site has already is never changed: a document may know better, and says so with its sources.
 */
export function additionsTo(site: Site | undefined, parts: SiteParts): Additions {
  const nodes = new Map(site?.document.power.map((node) => [node.name, writtenNode(node)]));
  const zones = new Map(site?.zones.map((zone) => [zone.name, writtenZone(zone)]));
  const newZones = parts.zones.filter(({ name }) => !zones.has(name));
  const completed = newZones.map((zone) => completedZone(zone, site?.document.effectiveDate));
  const differences = [
    ...parts.power.flatMap((part) => {
      const own = nodes.get(part.name);
      return own === undefined || sameNode(own, part) ? [] : [difference(`power "${part.name}"`, own, part)];
    }),
    ...parts.zones.flatMap((part) => {
      const own = zones.get(part.name);
      if (own === undefined) return [];
      const stated = onlyKeysOf(part, own);
      return sorted(stated) === sorted(part) ? [] : [difference(`zone "${part.name}"`, stated, part)];
    }),
  ];
  const power = parts.power.filter(({ name }) => !nodes.has(name));
  // What is assumed begins with the part that it is of; of parts that the site states, nothing has to be.
  const added = new Set([
    ...power.map(({ name }) => `power "${name}"`),
    ...newZones.map(({ name }) => `zone "${name}"`),
  ]);
  const isOfNew = (sentence: string) => added.has(/^(?:power|zone) "[^"]*"/.exec(sentence)?.[0] ?? "");
  return {
    power,
    zones: completed.map(({ zone }) => zone),
    differences,
    alike: parts.power.length + parts.zones.length - power.length - newZones.length - differences.length,
    assumed: [...parts.assumed.filter(isOfNew), ...completed.flatMap(({ assumed }) => assumed)],
    unsaid: [...parts.unsaid.filter(isOfNew), ...completed.flatMap(({ unsaid }) => unsaid)],
  };
}

/** What every new hall is assumed to be until somebody states it; NetBox has no place for any of it. */
const assumedHall = {
  grossToCritical: { value: 1.3, source: "assumed", note: "NetBox does not say" },
  cooling: {},
} as const;
const assumedMass = {
  value: "1400 kg",
  source: "assumed",
  note: "NetBox has no max_weight of the racks",
} as const;

/** A zone's document, with what it needs besides. */
function completedZone({ ai, ...zone }: ZonePart, from: Day | undefined) {
  const of = `zone "${zone.name}"`;
  if (ai === undefined) return { zone, assumed: [], unsaid: [`${of}: its states, and its miners`] };
  const { rackMass, ...floor } = ai;
  const states = from === undefined ? {} : { states: [{ state: "ai-ready", from, source: "assumed" }] };
  const hall = { ...assumedHall, ...floor, rackMass: rackMass ?? assumedMass };
  return {
    zone: { ...zone, ...states, ai: hall },
    assumed: [
      ...(from === undefined ? [] : [`${of}: ai-ready from ${from}, the site's effective date`]),
      `${of}: 1.3 of gross load per critical load, and no cooling: no rack is placed there until it is stated`,
      ...(rackMass === undefined ? [`${of}: positions that carry 1400 kg`] : []),
    ],
    unsaid: from === undefined ? [`${of}: its states`] : [],
  };
}

/** Of what a zone states, the keys that NetBox states as well. */
function onlyKeysOf(part: ZonePart, own: ZonePart): object {
  const picked = (wanted: object, from: object): object =>
    Object.fromEntries(Object.entries(from).filter(([key]) => key in wanted));
  return {
    ...picked(part, own),
    ...(part.ai !== undefined && own.ai !== undefined && { ai: picked(part.ai, own.ai) }),
  };
}

function difference(where: string, own: object, imported: object): string {
  const keys = [...new Set([...Object.keys(own), ...Object.keys(imported)])].filter(
    (key) => sorted(Reflect.get(own, key)) !== sorted(Reflect.get(imported, key)),
  );
  const told = keys.map(
    (key) => `${key} is ${shown(Reflect.get(own, key))}, NetBox says ${shown(Reflect.get(imported, key))}`,
  );
  return `${where}: ${told.join("; ")}`;
}

function shown(value: unknown): string {
  return value === undefined ? "not stated" : JSON.stringify(value);
}
