import type { failureDomains } from "../site/schema/placement.ts";
import type { Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";

export type FailureDomain = (typeof failureDomains)[number];

/**
 * The failure domains of a kind that a zone is in: its hall (by itself, where it shares none), or the elements of that
 * kind that any of its paths runs through. Two zones share a domain where one such element is above both.
 */
export function domainsOf(site: Site, zone: Zone, kind: FailureDomain): ReadonlySet<string> {
  if (kind === "zone") return new Set([zone.name]);
  if (kind === "hall") return new Set([zone.hall ?? `zone ${zone.name}`]);
  if (kind === "interconnect") return site.powerNetwork.interconnects(zone);
  const kinds = new Map(site.document.power.map((node) => [node.name, node.kind]));
  const above = site.powerNetwork.paths(zone).flatMap((path) => site.powerNetwork.chain(zone, path));
  return new Set(above.map(({ name }) => name).filter((name) => kinds.get(name) === kind));
}

/** Answers which zones share a failure domain; each is looked up once. */
export class FailureDomains {
  readonly #site: Site;
  readonly #known = new Map<string, ReadonlySet<string>>();

  constructor(site: Site) {
    this.#site = site;
  }

  of(zone: Zone, kind: FailureDomain): ReadonlySet<string> {
    const key = `${kind} ${zone.name}`;
    const known = this.#known.get(key) ?? domainsOf(this.#site, zone, kind);
    this.#known.set(key, known);
    return known;
  }

  share(a: Zone, b: Zone, kind: FailureDomain): boolean {
    const others = this.of(b, kind);
    for (const domain of this.of(a, kind)) if (others.has(domain)) return true;
    return false;
  }
}
