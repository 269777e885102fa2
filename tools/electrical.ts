import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { place } from "../placement/place.ts";
import { criticalLoads } from "../placement/site-plan.ts";
import { addDays, day } from "../site/day.ts";
import { overloads } from "../site/power/flow.ts";
import { powerLimits } from "../site/power/limits.ts";
import { PowerNetwork } from "../site/power/network.ts";
import type { Zone } from "../site/schema/site-document.ts";
import { Site } from "../site/site.ts";
import { loadSite } from "../templates/load-site.ts";
import { writeCampus } from "./generated-site.ts";

const phases = 20;

/** Prints what the whole electrical check of a campus takes: every single loss, on every day of a timeline. */
export function reportElectrical(): void {
  const folder = mkdtempSync(join(tmpdir(), "busbar-electrical-"));
  try {
    writeCampus(folder, { racks: 10_000, tenants: 200, miningZones: 50 });
    const site = inPhases(loadSite(folder).site);
    const lock = place(site);
    const start = performance.now();
    const limits = powerLimits(site.document, new PowerNetwork(site.document));
    const listed = performance.now();
    const days = site.changeDays();
    const found = overloads(site, (on) => criticalLoads(lock, on), days);
    const checked = performance.now();
    console.log(
      `\nElectrical check of 10,000 racks, ${site.zones.length} zones and ${site.document.power.length} nodes, ${phases} of the zones converted one after the other:\n` +
        `  ${limits.length} limits found in ${(listed - start).toFixed(0)} ms, checked on ${days.length} days in ${(checked - listed).toFixed(0)} ms, ${found.length} exceeded`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same campus, some of whose mines become halls, one a month. */
function inPhases({ document, tenants, catalog }: Site): Site {
  const hall = document.zones.find(({ ai }) => ai !== undefined)?.ai;
  const mines = document.zones.filter(({ mining }) => mining !== undefined).slice(0, phases);
  const converted = new Map(mines.map((zone, at): [string, Zone] => [zone.name, withHall(zone, hall, at)]));
  return new Site(
    { ...document, zones: document.zones.map((zone) => converted.get(zone.name) ?? zone) },
    tenants,
    catalog,
  );
}

function withHall(zone: Zone, ai: Zone["ai"], at: number): Zone {
  const from = addDays(day("2026-07-01"), 30 * at);
  const states = ["draining", "stripped", "construction", "commissioning", "ai-ready"] as const;
  return {
    ...zone,
    ai,
    states: [...zone.states, ...states.map((state, step) => ({ state, from: addDays(from, 40 * step) }))],
  };
}
