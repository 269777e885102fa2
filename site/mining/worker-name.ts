import { suggestion } from "../schema/closed.ts";

/** Where a miner is: what its worker may be named after. */
export interface WorkerPlace {
  readonly site: string;
  readonly zone: string;
  /** Of `rackOf`: r1, r2 and so on within its group. */
  readonly rack: string;
  /** Its IPv4 address. */
  readonly address: string;
}

const placeholders = ["site", "zone", "rack", "octet1", "octet2", "octet3", "octet4"] as const;

/** Longer names are cut off by some pools, so that two workers become one. */
const longestName = 64;

/** The names that a template gives, by place. The template is taken apart once: a site has many thousands of miners. */
export function workerNames(template: string): (place: WorkerPlace) => string {
  // Split by what is in braces, so that texts and placeholders take turns.
  const parts = template.split(/\{([^}]*)\}/);
  return ({ site, zone, rack, address }) => {
    const [octet1 = "", octet2 = "", octet3 = "", octet4 = ""] = address.split(".");
    const values: Readonly<Record<string, string>> = { site, zone, rack, octet1, octet2, octet3, octet4 };
    let name = "";
    for (const [index, part] of parts.entries()) name += index % 2 === 0 ? part : (values[part] ?? "");
    return name;
  };
}

/** What is wrong with a template whatever is filled in; undefined if nothing. */
export function templateProblem(template: string): string | undefined {
  for (const [whole, key = ""] of template.matchAll(/\{([^}]*)\}/g)) {
    if (!placeholders.some((known) => known === key))
      return `"${template}" has ${whole}: ${suggestion(key, placeholders)}`;
  }
  const odd = /[^A-Za-z0-9._-]/.exec(template.replace(/\{[^}]*\}/g, ""))?.[0];
  return odd === undefined
    ? undefined
    : `"${template}" has "${odd}" in it: pools take letters, digits, ".", "_" and "-" in the name of a worker`;
}

/** What is wrong with the names that a template gives the miners of a zone; undefined if nothing. */
export function workerNamesProblem(template: string, places: readonly WorkerPlace[]): string | undefined {
  const owners = new Map<string, string>();
  const nameOf = workerNames(template);
  for (const place of places) {
    const name = nameOf(place);
    if (name.length > longestName) {
      return `"${template}" names the miner at ${place.address} "${name}", of ${name.length} characters: at most ${longestName}, or pools cut it off`;
    }
    const other = owners.get(name);
    if (other !== undefined) {
      return `"${template}" names the miners at ${other} and ${place.address} of zone "${place.zone}" both "${name}": tell them apart by {octet2}, {octet3} and {octet4}`;
    }
    owners.set(name, place.address);
  }
  return undefined;
}
