import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Lock } from "../placement/lock.ts";
import { type Placement, place } from "../placement/place.ts";
import { Site } from "../site/site.ts";
import { loadSite } from "../templates/load-site.ts";
import { writeCampus } from "./generated-site.ts";

/** Prints what placing takes on campuses of up to 100,000 racks, within one process: fresh, and one tenant more. */
export function reportScale(): void {
  console.log("\nPlacing in one process:   racks   tenants   fresh      one tenant more   memory");
  for (const racks of [1_000, 10_000, 100_000]) {
    const folder = mkdtempSync(join(tmpdir(), "busbar-scale-"));
    try {
      writeCampus(folder, { racks, tenants: racks / 50, miningZones: racks / 200 });
      const { site } = loadSite(folder);
      const fresh = timed(() => place(site));
      const before = place(new Site(site.document, site.tenants.slice(0, -1), site.catalog));
      const more = timed(() => place(site, lockOf(before)));
      const memory = process.memoryUsage().rss / 2 ** 20;
      console.log(
        `${String(racks).padStart(31)} ${String(racks / 50).padStart(9)} ${fresh.toFixed(0).padStart(7)} ms ${more.toFixed(0).padStart(14)} ms ${memory.toFixed(0).padStart(8)} MiB`,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function lockOf(placement: Placement): Lock {
  return { ...placement, checksum: "" };
}

/** The best of a few runs, since others are slowed down by something else on the machine. */
function timed(work: () => unknown): number {
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}
