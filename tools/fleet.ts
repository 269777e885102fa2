import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dump } from "js-yaml";
import type { FleetInput } from "../fleet/fleet-document.ts";
import { writeCampus } from "./generated-site.ts";
import { busbar } from "./measure.ts";

const sites = 50;
const racks = 1000;

/** Each figure is the best of so many runs. */
const runs = 3;

/** Prints what commands over 50 sites of 1,000 racks take, as whole processes. */
export function reportFleet(): void {
  const folder = mkdtempSync(join(tmpdir(), "busbar-fleet-"));
  try {
    writeFleet(folder);
    busbar("fleet", "lock", folder);
    console.log(`\n${sites} sites of ${racks} racks, 20 tenants and 5 mining zones each (best of ${runs}):`);
    for (const args of [
      ["describe"],
      ["place", "--critical", "20 MW", "--by", "2027-06-01"],
      ["place", "--critical", "28 MW", "--by", "2027-06-01"],
      ["economics"],
      ["curtail", "--target", "400 MW"],
      ["curtail", "--price", "90 $/MWh"],
    ]) {
      const [command = "", ...options] = args;
      const all = Array.from({ length: runs }, () => busbar("fleet", command, folder, ...options));
      const best = all.reduce((a, b) => (b.seconds < a.seconds ? b : a));
      console.log(
        `  ${args.join(" ").padEnd(44)}${best.seconds.toFixed(2)} s  ${best.mebibytes.toFixed(0)} MiB`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same campus under many names, in five regions. */
export function writeFleet(folder: string): void {
  const names = Array.from({ length: sites }, (_, index) => `campus-${String(index).padStart(2, "0")}`);
  const fleet: FleetInput = {
    version: 1,
    name: "bench",
    regions: Array.from({ length: 5 }, (_, index) => ({
      name: `region-${index}`,
      country: "US",
      timeZone: "America/Chicago",
      gridOperator: "ERCOT",
      latency: ["regional" as const],
      carbon: `${100 + 50 * index} g/kWh`,
    })),
    owners: [{ name: "owner" }],
    sites: names.map((name, index) => ({
      name,
      folder: name,
      region: `region-${index % 5}`,
      owner: "owner",
    })),
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "fleet.yaml"), dump(fleet, { noRefs: true }));
  for (const name of names) {
    writeCampus(join(folder, name), { racks, tenants: 20, miningZones: 5, name });
    appendFileSync(join(folder, name, "site.yaml"), "fleet: ..\n");
  }
}
