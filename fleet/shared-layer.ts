import { posix } from "node:path";
import type { SharedDocuments, Written } from "../site/layers/shared-documents.ts";
import type { Places } from "../site/load/places.ts";
import type { FleetDocument, FleetSiteEntry } from "./fleet-document.ts";
import { fleetQueuePath, fleetQueuesOf } from "./multikueue-queues.ts";
import { clusterPath, clustersOf } from "./shared-clusters.ts";
import { sharedLists } from "./shared-schema.ts";

type Path = readonly (string | number)[];
type Mapping = Readonly<Record<string, unknown>>;

/** A fleet's document as it was read: what it means, what it says word for word, and where. */
export interface ReadFleet {
  readonly folder: string;
  readonly document: FleetDocument;
  readonly content: Mapping;
  readonly places: Places;
  /** Of the shared tenants, by their documents' names in `fleet.yaml`. */
  readonly tenantTexts: ReadonlyMap<string, string>;
}

export const fleetFile = "fleet.yaml";

/**
 * What a site of a fleet gets from it: the clock of its region, its operator, and what is shared with it.
 *
 * @param toFleet The fleet's folder as the site's document names it: files are told so.
 */
export function sharedWith(fleet: ReadFleet, site: FleetSiteEntry, toFleet: string): SharedDocuments {
  const { document, tenantTexts } = fleet;
  return {
    site: partOfSite(fleet, site, toFleet),
    tenants: document.shared.tenants
      .filter(({ sites }) => sites.includes(site.name))
      .map((tenant) => ({
        file: posix.join(toFleet, tenant.document),
        text: tenantTexts.get(tenant.document) ?? "",
      })),
  };
}

function partOfSite(fleet: ReadFleet, site: FleetSiteEntry, toFleet: string): Written {
  const { document, content } = fleet;
  const shared = (content["shared"] ?? {}) as Mapping;
  const region = document.regions.findIndex(({ name }) => name === site.region);
  const owner = document.owners.findIndex(({ name }) => name === site.owner);
  const { country, timeZone } = document.regions[region] ?? {};
  const { title, name } = document.owners[owner] ?? {};
  const lists = sharedLists.map((list) => [list, entriesFor(shared[list], site)] as const);
  const whole = ["sources", "economics"].filter((key) => key in shared);
  const part = {
    operator: title ?? name,
    location: { country, timeZone },
    ...Object.fromEntries(whole.map((key) => [key, shared[key]])),
    ...Object.fromEntries(
      lists.flatMap(([list, entries]) =>
        entries.length === 0 ? [] : [[list, entries.map(({ entry }) => entry)]],
      ),
    ),
    ...fleetQueuesOf(document, site),
    ...clustersOf(document, site),
    ...("policies" in shared ? { policies: policiesFor(toFleet, shared["policies"] as Mapping) } : {}),
  };
  const inFleet = (path: Path): Path => {
    const [key, index, ...rest] = path;
    if (key === "operator") return ["owners", owner];
    if (key === "location") return ["regions", region];
    if (key === "fleetQueues") return fleetQueuePath(document, site, index);
    if (key === "clusters") return clusterPath(document, site, index, rest);
    const entries = lists.find(([list]) => list === key)?.[1];
    if (entries === undefined || typeof index !== "number" || key === undefined) return ["shared", ...path];
    return ["shared", key, entries[index]?.index ?? index, ...rest];
  };
  const label = posix.join(toFleet, fleetFile);
  const named = (where: string) => label + where.slice(fleetFile.length);
  const places = {
    locate: (path: Path) => named(fleet.places.locate(inFleet(path))),
    locateKey: (path: Path, key: string) => named(fleet.places.locateKey(inFleet(path), key)),
  };
  return { content: part, places };
}

/** The entries of a list that a site gets, without the names of those who get them, and where they stand in it. */
function entriesFor(
  list: unknown,
  site: FleetSiteEntry,
): { readonly entry: unknown; readonly index: number }[] {
  return ((list ?? []) as readonly (Mapping & { readonly sites?: readonly string[] })[]).flatMap(
    ({ sites, ...entry }, index) =>
      sites === undefined || sites.includes(site.name) ? [{ entry, index }] : [],
  );
}

/** A site names its organisation's file from its own folder. */
function policiesFor(toFleet: string, policies: Mapping): Mapping {
  const { organisation } = policies;
  if (typeof organisation !== "string") return policies;
  return { ...policies, organisation: posix.join(toFleet, organisation) };
}
