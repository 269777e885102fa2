import { suggestion } from "../schema/closed.ts";
import type { EventNames } from "./event.ts";
import type { EventDocument } from "./event-document.ts";
import type { EventProblems } from "./event-problems.ts";

/**
 * Whom an event is about: `zone:NAME`, `site:NAME` and `program:NAME`. Servers that take no colon in a target are sent a
 * hyphen, so both are read.
 */
export function targetsOf(
  event: EventDocument,
  names: EventNames,
  problems: EventProblems,
): { readonly zones: readonly string[]; readonly programme: string | undefined } {
  const zones = new Set<string>();
  let programme: string | undefined;
  for (const [index, target] of (event.targets ?? []).entries()) {
    const [, kind, name = ""] = /^(site|zone|program)[:-](.*)$/s.exec(target) ?? [];
    const path = ["targets", index];
    const known =
      kind === "site" ? [names.site] : kind === "zone" ? names.zones : names.programmes.map((p) => p.name);
    if (kind === undefined)
      problems.add(
        path,
        `${JSON.stringify(target)} is nobody whom busbar knows: write zone:NAME, site:NAME or program:NAME`,
      );
    else if (!known.includes(name))
      problems.add(path, `there is no ${kind} ${JSON.stringify(name)} here: ${suggestion(name, known)}`);
    else if (kind === "zone") zones.add(name);
    else if (kind === "program") programme = name;
  }
  return { zones: [...zones], programme };
}
