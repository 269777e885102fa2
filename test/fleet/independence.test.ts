import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { synthesizeAny } from "../../cli/synthesize-fleet.ts";
import { loadSite } from "../../fleet/load-site.ts";
import { writeLock } from "../../placement/lock.ts";
import { place } from "../../placement/place.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { noPolicies } from "../../stacks/policies.ts";
import { digests } from "../support/cli.ts";
import { fabricOf, gpuRacks, hall, mine, siteWith, tenantOf } from "../support/sites.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { writeYaml, written } from "./written-fleets.ts";

const names = ["north", "south"] as const;

/** What may change at a site, from its title to its tenants. */
const changes = fc.record({
  title: fc.constantFrom<string>("One", "Another"),
  mines: fc.integer({ min: 1, max: 3 }),
  miners: fc.integer({ min: 50, max: 150 }),
  racks: fc.integer({ min: 0, max: 12 }),
  effectiveDate: fc.constantFrom<string>("2026-03-01", "2027-03-01"),
});

type Change = typeof changes extends fc.Arbitrary<infer Value> ? Value : never;

test("Nothing in one site's stacks changes when another's documents do", () => {
  const folder = written();
  const out = join(temporaryFolder(), "out");
  const synthesized = (all: Readonly<Record<(typeof names)[number], Change>>) => {
    for (const name of names) writeSite(folder, name, all[name]);
    synthesizeAny(folder, out, noPolicies);
    return { north: digests(join(out, "north")), south: digests(join(out, "south")) };
  };
  fc.assert(
    fc.property(changes, changes, changes, fc.constantFrom(...names), (north, south, other, changed) => {
      fc.pre(JSON.stringify(changed === "north" ? north : south) !== JSON.stringify(other));
      const kept = changed === "north" ? "south" : "north";
      const before = synthesized({ north, south });
      const after = synthesized({ north, south, [changed]: other });
      expect(after[kept]).toEqual(before[kept]);
      expect(after[changed]).not.toEqual(before[changed]);
    }),
    { numRuns: 4 },
  );
});

test("Each site of a fleet keeps its local states in a folder of its name, beside the output", () => {
  const folder = written();
  const out = join(temporaryFolder(), "out");
  const change = { title: "One", mines: 1, miners: 100, racks: 4, effectiveDate: "2026-03-01" };
  for (const name of names) writeSite(folder, name, change);
  synthesizeAny(folder, out, noPolicies);
  const states = names.map((name) => stateOf(join(out, name, "stacks/platform/cdk.tf.json")));
  expect(states).toEqual([
    "../../../../north/terraform.platform.tfstate",
    "../../../../south/terraform.platform.tfstate",
  ]);
});

function writeSite(folder: string, name: string, { mines, miners, racks, ...rest }: Change): void {
  const zones = [
    hall("hall-1"),
    ...Array.from({ length: mines }, (_, index) => mine(`mine-${index}`, miners + index)),
  ];
  const own = {
    name,
    fleet: "../..",
    fabrics: [fabricOf("ib", ["hall-1"])],
    ...rest,
  } satisfies Partial<SiteInput>;
  const siteFolder = join(folder, "sites", name);
  writeYaml(join(siteFolder, "site.yaml"), siteWith(zones, own));
  writeYaml(join(siteFolder, "tenants/acme.yaml"), tenantOf("acme", gpuRacks(racks + 1)));
  writeFileSync(join(siteFolder, "placement.lock.yaml"), writeLock(place(loadSite(siteFolder).site)));
}

function stateOf(file: string): string {
  return JSON.parse(readFileSync(file, "utf8")).terraform.backend.local.path;
}
