import type { Day } from "../day.ts";
import { feedsOf, type LoadKind } from "../power/network.ts";
import type { PowerNode, SiteDocument, Zone } from "../schema/site-document.ts";
import type { Site } from "../site.ts";
import { drawsMiningLoad } from "../zone-state.ts";
import { loadEnds, type Phase } from "./phases.ts";
import { Supply } from "./supply.ts";

/**
 * What becomes of a power node in a phase of a zone. It `survives` if it carried the zone before and does after; what
 * only does after is `new`, or `joins` where it stood already; what only did before is `removed`, `replaced` by a new
 * node of its kind, `kept` for other zones or a later phase, or `freed`: it stands there for nobody.
 */
export type NodeFate =
  | {
      readonly fate: "survives" | "new" | "joins" | "removed" | "kept" | "freed";
      readonly node: PowerNode;
    }
  | { readonly fate: "replaced"; readonly node: PowerNode; readonly by: PowerNode };

/** What becomes of each power node that carries a zone before or after a phase, in the order of the document. */
export function powerFates({ document, powerNetwork }: Site, zone: Zone, phase: Phase): readonly NodeFate[] {
  const supply = new Supply(powerNetwork);
  const sides = [carriers(supply, zone, "mining"), carriers(supply, zone, "ai")];
  const [old = [], next = []] = phase.kind === "mining" ? sides.reverse() : sides;
  const before = new Set(phase.since === undefined && phase.kind !== "conversion" ? [] : old);
  const after = new Set(next);
  const arrived = [...after].filter((node) => !before.has(node) && isNew(node, phase));
  const left = [...before].filter((node) => !after.has(node) && isRemoved(node, phase));
  const replaced = replacements(left, arrived, loadEnds(phase));
  const replacing = new Set(replaced.values());
  const wanted = neededAfter(document, supply, phase);
  return document.power.flatMap((node): NodeFate[] => {
    const by = replaced.get(node);
    if (by !== undefined) return [{ fate: "replaced", node, by }];
    if (replacing.has(node)) return [];
    if (before.has(node) && after.has(node)) return [{ fate: "survives", node }];
    if (after.has(node)) return [{ fate: isNew(node, phase) ? "new" : "joins", node }];
    if (!before.has(node)) return [];
    if (isRemoved(node, phase)) return [{ fate: "removed", node }];
    return [{ fate: wanted.has(node) ? "kept" : "freed", node }];
  });
}

/** What carries the miners or the AI hall of a zone; nothing, where it has none. */
function carriers(supply: Supply, zone: Zone, kind: LoadKind): readonly PowerNode[] {
  return zone[kind] === undefined ? [] : supply.above(feedsOf(zone, kind));
}

function isNew({ installed }: PowerNode, { since }: Phase): boolean {
  return installed !== undefined && (since === undefined || installed > since);
}

function isRemoved({ removed }: PowerNode, { from, complete }: Phase): boolean {
  return removed !== undefined && removed > from && (complete === undefined || removed <= complete);
}

/** Old nodes with the new node of their kind that was installed once they carried nothing any more. */
function replacements(
  left: readonly PowerNode[],
  arrived: readonly PowerNode[],
  loadEnds: Day | undefined,
): ReadonlyMap<PowerNode, PowerNode> {
  const free = new Set(
    arrived.filter(({ installed = "" }) => loadEnds !== undefined && installed >= loadEnds),
  );
  const pairs = new Map<PowerNode, PowerNode>();
  for (const node of left) {
    const by = [...free].find(({ kind }) => kind === node.kind);
    if (by === undefined) continue;
    free.delete(by);
    pairs.set(node, by);
  }
  return pairs;
}

/** The nodes that any zone needs once a phase has ended the load here: another, or this one when it mines again. */
function neededAfter(document: SiteDocument, supply: Supply, phase: Phase): ReadonlySet<PowerNode> {
  const from = loadEnds(phase) ?? phase.from;
  return new Set(
    document.zones.flatMap((other) => {
      const states = other.states.filter((_, at) => {
        const next = other.states[at + 1];
        return next === undefined || next.from > from;
      });
      const mines = states.some(({ state }) => drawsMiningLoad(state));
      const hosts = states.some(({ state }) => !drawsMiningLoad(state));
      return [
        ...(mines ? carriers(supply, other, "mining") : []),
        ...(hosts ? carriers(supply, other, "ai") : []),
      ];
    }),
  );
}
