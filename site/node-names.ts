import type { SiteDocument } from "./schema/site-document.ts";

/** What may stand in braces in the names of nodes, by what the node is. */
export const nodeNamePlaceholders = {
  /** `site`, the `zone`, the `rack`'s position such as `r01p05`, and the `node`'s number in the rack, such as `01`. */
  racks: ["site", "zone", "rack", "node"],
  /** `site`, the `name` of the group of service nodes, and the node's `index` in it, from 1. */
  services: ["site", "name", "index"],
} as const;

/** What a name must have in it, so that no two nodes share one. */
export const requiredPlaceholders = {
  racks: ["zone", "rack", "node"],
  services: ["name", "index"],
} as const satisfies Record<keyof typeof nodeNamePlaceholders, readonly string[]>;

/** The names of a rack's nodes, which are numbered from 1, in two digits or more. */
export function rackNodeNames(
  { name: site, nodeNames }: Pick<SiteDocument, "name" | "nodeNames">,
  { zone, rack, nodes }: { readonly zone: string; readonly rack: string; readonly nodes: number },
): string[] {
  const ofRack = filled(nodeNames.racks, { site, zone, rack });
  return Array.from({ length: nodes }, (_, index) =>
    ofRack.replaceAll("{node}", String(index + 1).padStart(2, "0")),
  );
}

/** The name of a service node. Nodes of a group are numbered from 1. */
export function serviceNodeName(
  { name: site, nodeNames }: Pick<SiteDocument, "name" | "nodeNames">,
  { name, index }: { readonly name: string; readonly index: number },
): string {
  return filled(nodeNames.services, { site, name, index: String(index) });
}

/** The names in braces of a template, in their order. */
export function placeholdersOf(template: string): string[] {
  return [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? "");
}

/** A template with its placeholders replaced; unknown ones stay, for the checks to find. */
export function filled(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{([^{}]*)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}
