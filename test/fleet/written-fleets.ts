import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { dump } from "js-yaml";
import type { FleetInput } from "../../fleet/fleet-document.ts";
import { Refusal } from "../../site/problem.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { hall, mine, siteWith, storageRacks, tenantOf } from "../support/sites.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

export const region = { name: "texas", country: "US", timeZone: "America/Chicago", gridOperator: "ERCOT" };

export const fleet: FleetInput = {
  version: 1,
  name: "two",
  regions: [region],
  owners: [{ name: "us", title: "Us" }],
  sites: ["north", "south"].map((name) => ({ name, folder: `sites/${name}`, region: "texas", owner: "us" })),
};

/** A fleet's folder, with what differs from two sites of a hall and a mine each. */
export function written(
  change: Partial<FleetInput> = {},
  sites: Readonly<Record<string, Partial<SiteInput>>> = { north: {}, south: {} },
): string {
  const folder = temporaryFolder();
  writeYaml(join(folder, "fleet.yaml"), { ...fleet, ...change });
  for (const [name, own] of Object.entries(sites)) {
    const site = siteWith([hall("hall-1"), mine("mine-1", 100)], { name, fleet: "../..", ...own });
    writeYaml(join(folder, "sites", name, "site.yaml"), site);
  }
  return folder;
}

/** A fleet that shares a tenant with both sites, and a contract with one. */
export function sharing(): string {
  const contract = {
    name: "firm",
    kind: "fixed",
    power: "9 MW",
    price: "40 $/MWh",
    from: "2026-01-01",
  } as const;
  const folder = written({
    shared: {
      contracts: [{ ...contract, sites: ["south"] }],
      tenants: [{ name: "acme", document: "tenants/acme.yaml", sites: ["north", "south"] }],
    },
  });
  writeYaml(join(folder, "tenants/acme.yaml"), tenantOf("acme", storageRacks(4)));
  return folder;
}

export function writeYaml(file: string, content: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, dump(content, { noRefs: true, skipInvalid: true }));
}

export function problemsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.problems.map(({ where, message }) => `${where}  ${message}`);
    throw error;
  }
  return [];
}
