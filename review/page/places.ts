import type { ReportedFinding } from "../../policies/report/document.ts";
import type { SitePlanDocument } from "../result/site-plan-document.ts";
import type { Pictured, SideName } from "./sides.ts";

/**
 * A thing that is drawn or listed, as scopes of policies name it: `zones/hall-2`, `power/ut-7`, `interconnects/grid`,
 * `fabrics/ib-north`, `tenants/acme`.
 */
export type Place = string;

/** The id of an element for a text of any characters: equal for equal texts alone. */
export function anchor(...parts: readonly string[]): string {
  return parts
    .join("/")
    .replace(/[^A-Za-z0-9_-]/gu, (character) => `.${(character.codePointAt(0) ?? 0).toString(16)}.`);
}

/** The id of the row that says in numbers what a picture shows. */
export function rowId(side: SideName, place: Place): string {
  return anchor("row", side, place);
}

/** Every place of a plan. */
function placesOf(plan: SitePlanDocument): Place[] {
  return [
    ...plan.interconnects.map(({ name }) => `interconnects/${name}`),
    ...plan.powerNodes.map(({ name }) => `power/${name}`),
    ...plan.zones.map(({ name }) => `zones/${name}`),
    ...plan.fabrics.map(({ name }) => `fabrics/${name}`),
    ...plan.tenants.map(({ name }) => `tenants/${name}`),
  ];
}

/** The place that a finding is about; undefined where it is about the whole site, or about something that is not drawn. */
function placeOfScope(scope: string): Place | undefined {
  const [first = "", second] = scope.split("/");
  if (second === undefined) return first.startsWith("tenant-") ? `tenants/${first.slice(7)}` : undefined;
  // Objects go by their stack, then by the construct: those of mining stand below their zone.
  if (first === "mining") return `zones/${second}`;
  if (first.startsWith("tenant-")) return `tenants/${first.slice(7)}`;
  return `${first}/${second}`;
}

/** A finding with where it is read and where its place is drawn. */
export interface PlacedFinding {
  readonly finding: ReportedFinding;
  /** Id of its entry on the page. */
  readonly id: string;
  readonly place?: Place;
}

/** Findings by number, each with its place where the latest plan has it. */
export function placedFindings({ sides, findings }: Pictured): readonly PlacedFinding[] {
  const plan = sides.at(-1)?.plan;
  const known = new Set(plan === undefined ? [] : placesOf(plan));
  return findings.map((finding, index) => {
    const place = placeOfScope(finding.scope);
    const id = `finding-${index + 1}`;
    return place !== undefined && known.has(place) ? { finding, id, place } : { finding, id };
  });
}

/** Findings by the place that they are about. */
export function findingsByPlace(pictured: Pictured): ReadonlyMap<Place, readonly PlacedFinding[]> {
  const found = new Map<Place, PlacedFinding[]>();
  for (const placed of placedFindings(pictured)) {
    if (placed.place === undefined) continue;
    found.set(placed.place, [...(found.get(placed.place) ?? []), placed]);
  }
  return found;
}
