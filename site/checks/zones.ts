import { drawsMiningLoad, mayFollow } from "../zone-state.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** Zone states in order of time and of a conversion; what a state needs is declared. */
export function checkZones(documents: Documents): Finding[] {
  return [
    ...stateOrder(documents),
    ...stateNeeds(documents),
    ...hallSizes(documents),
    ...coolingGroups(documents),
  ];
}

/** Far above any hall that is built; a slip of the keyboard beyond it would exhaust memory. */
const mostPositions = 100_000;

function hallSizes({ site }: Documents): Finding[] {
  return site.zones.flatMap(({ name, ai }, index) => {
    if (ai === undefined) return [];
    const positions = ai.rows.value * ai.positionsPerRow.value;
    if (positions <= mostPositions) return [];
    const message = `zone "${name}" has ${ai.rows.value} rows of ${ai.positionsPerRow.value} positions: more than ${mostPositions} in all are no one zone`;
    // At the greater of the two, where the slip is.
    const slip = ai.rows.value < ai.positionsPerRow.value ? "positionsPerRow" : "rows";
    return [inSite(["zones", index, "ai", slip], message)];
  });
}

function stateOrder({ site }: Documents): Finding[] {
  return site.zones.flatMap((zone, index) => {
    const findings: Finding[] = [];
    let wasAiReady = false;
    for (const [at, state] of zone.states.entries()) {
      const previous = zone.states[at - 1];
      if (previous === undefined) continue;
      wasAiReady ||= previous.state === "ai-ready";
      const where = ["zones", index, "states", at];
      if (state.from <= previous.from) {
        const message = `zone "${zone.name}" is "${state.state}" from ${state.from}, not after "${previous.state}" from ${previous.from}: list the states in order of time`;
        findings.push(inSite(where, message));
      }
      if (!mayFollow(previous.state, state.state, wasAiReady)) {
        const message = `zone "${zone.name}" goes from "${previous.state}" to "${state.state}": ${followers(previous.state, wasAiReady)}`;
        findings.push(inSite(where, message));
      }
    }
    return findings;
  });
}

function followers(state: Parameters<typeof mayFollow>[0], wasAiReady: boolean): string {
  const all = ["mining", "draining", "stripped", "construction", "commissioning", "ai-ready"] as const;
  return `the next state may be ${all.filter((next) => mayFollow(state, next, wasAiReady)).join(" or ")}`;
}

function stateNeeds({ site }: Documents): Finding[] {
  return site.zones.flatMap((zone, index) => {
    const findings: Finding[] = [];
    const mines = zone.states.find(({ state }) => drawsMiningLoad(state));
    const ready = zone.states.find(({ state }) => state === "ai-ready");
    if (mines !== undefined && zone.mining === undefined) {
      findings.push(
        inSite(
          ["zones", index],
          `zone "${zone.name}" is "${mines.state}" from ${mines.from}, but has no mining block`,
        ),
      );
    }
    if (ready !== undefined && zone.ai === undefined) {
      findings.push(
        inSite(["zones", index], `zone "${zone.name}" is "ai-ready" from ${ready.from}, but has no ai block`),
      );
    }
    return findings;
  });
}

function coolingGroups({ site }: Documents): Finding[] {
  return site.zones.flatMap((zone, index) =>
    (["air", "liquid"] as const).flatMap((medium) => {
      const group = zone.ai?.cooling[medium];
      return group?.redundancy === "N+1" && group.units < 2
        ? [
            inSite(
              ["zones", index, "ai", "cooling", medium],
              `${medium} cooling is N+1 with 1 unit: give it 2 or more`,
            ),
          ]
        : [];
    }),
  );
}
