import { counted } from "../../site/counted.ts";
import { paired } from "../changed.ts";
import type { SitePlanDocument } from "../result/site-plan-document.ts";
import type { NetworkChanges } from "../review.ts";

type Plan = SitePlanDocument | undefined;
type FabricPlan = SitePlanDocument["fabrics"][number];

/** What differs of the switches of fabrics, and of what they reach, in words. */
export function fabricChanges(base: Plan, head: Plan): NetworkChanges["fabrics"] {
  return paired(base?.fabrics, head?.fabrics, ({ name }) => name).flatMap(({ name, before, after }) => {
    const notes =
      before !== undefined && after !== undefined
        ? notesOf(before, after)
        : [after !== undefined ? `added: ${inWords(after)}` : "removed"];
    return notes.length === 0 ? [] : [{ fabric: name, notes }];
  });
}

function inWords({ kind, zones, leaves, leafDownlinks, spines }: FabricPlan): string {
  const above = spines === undefined ? "" : `, ${counted(spines, "spine")}`;
  return `${kind} to ${zones.join(", ")}, ${counted(leaves, "leaf", "leaves")} of ${counted(leafDownlinks, "port")} to racks${above}`;
}

function notesOf(before: FabricPlan, after: FabricPlan): string[] {
  const note = (what: string, of: (fabric: FabricPlan) => string | number | undefined) =>
    of(before) === of(after) ? [] : [`${what} ${of(before) ?? "none"} → ${of(after) ?? "none"}`];
  return [
    ...note("kind", ({ kind }) => kind),
    ...after.zones.filter((zone) => !before.zones.includes(zone)).map((zone) => `reaches ${zone} as well`),
    ...before.zones.filter((zone) => !after.zones.includes(zone)).map((zone) => `no longer reaches ${zone}`),
    ...note("leaves", ({ leaves }) => leaves),
    ...note("ports of a leaf to racks", ({ leafDownlinks }) => leafDownlinks),
    ...note("spines", ({ spines }) => spines),
    ...note("racks a scalable unit", ({ scalableUnit }) => scalableUnit),
    ...note("leaf ports in use", ({ leafPortsUsed }) => leafPortsUsed),
  ];
}
