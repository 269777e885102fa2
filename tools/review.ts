import { cpSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CampusSize, writeCampus } from "./generated-site.ts";
import { busbar, type Figures } from "./measure.ts";

/** Prints what a review takes of a campus to which one tenant is added, from two results of synth. */
export function reportReview(size: CampusSize = { racks: 10_000, tenants: 200, miningZones: 50 }): void {
  const folder = mkdtempSync(join(tmpdir(), "busbar-review-"));
  try {
    const [head, base, added] = ["head", "base", "added.yaml"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeCampus(head, size);
    const last = join(head, "tenants", `tenant-${String(size.tenants - 1).padStart(3, "0")}.yaml`);
    renameSync(last, added);
    busbar("place", head);
    cpSync(head, base, { recursive: true });
    renameSync(added, last);
    busbar("place", head);
    for (const side of [base, head]) busbar("synth", side, "--out", `${side}-out`);
    console.log(`\nReviewing one tenant more on a campus of ${size.racks} racks:   time      peak memory`);
    for (const format of ["md", "json", "html"]) {
      const run = () =>
        busbar("review", `${head}-out`, "--base", `${base}-out`, "--format", format, "--fail-on", "never");
      const { seconds, mebibytes } = fastest([run(), run(), run()]);
      console.log(`  ${format.padEnd(58)} ${seconds.toFixed(2)} s    ${mebibytes.toFixed(0)} MiB`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fastest(all: readonly Figures[]): Figures {
  return all.reduce((a, b) => (b.seconds < a.seconds ? b : a));
}
