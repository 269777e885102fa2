import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { App } from "../constructs/kubernetes/cdktf.ts";
import { currentLock } from "../placement/current-lock.ts";
import { place } from "../placement/place.ts";
import { buildStacks } from "../stacks/build.ts";
import { loadSite } from "../templates/load-site.ts";
import { benchLive } from "./bench-live.ts";
import { reportCurtailment } from "./curtail-year.ts";
import { reportElectrical } from "./electrical.ts";
import { reportFleet } from "./fleet.ts";
import { type CampusSize, writeCampus } from "./generated-site.ts";
import { busbar, type Figures } from "./measure.ts";
import { reportOptimum } from "./optimum.ts";
import { reportReview } from "./review.ts";
import { reportScale } from "./scale.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const sizes: readonly CampusSize[] = [
  { racks: 100, tenants: 2, miningZones: 1 },
  { racks: 1_000, tenants: 20, miningZones: 5 },
  { racks: 10_000, tenants: 200, miningZones: 50 },
];

/** Each figure is the best of so many runs: the others were slowed down by something else on the machine. */
const runs = 3;

const only = process.argv[2];
const parts = new Map<string | undefined, () => void | Promise<void>>([
  ["optimum", () => reportOptimum(300)],
  ["scale", reportScale],
  ["electrical", reportElectrical],
  ["curtail", reportCurtailment],
  [
    "fleet",
    () => {
      compile();
      reportFleet();
    },
  ],
  [
    "review",
    () => {
      compile();
      reportReview();
    },
  ],
]);
const part = parts.get(only);
if (part !== undefined) {
  await part();
  process.exit();
}

const folder = mkdtempSync(join(tmpdir(), "busbar-bench-"));
try {
  compile();
  console.log(`Each figure is the best of ${runs} runs: whole processes, from start to files on disk.\n`);
  console.log(row("racks", "tenants", "command", "time", "peak memory", "growth in time"));
  const earlier = new Map<string, { figures: Figures; size: CampusSize }>();
  for (const size of sizes) {
    const site = join(folder, String(size.racks));
    writeCampus(site, size);
    for (const [command, args] of [
      ["place", ["place", site]],
      ["place --release", ["place", site, "--release", "tenant-000"]],
      ["synth", ["synth", site, "--out", join(folder, `out-${size.racks}`)]],
      ["describe", ["describe", site]],
    ] as const) {
      const figures = best(() =>
        run(args, command === "place" ? join(site, "placement.lock.yaml") : undefined),
      );
      const before = earlier.get(command);
      const growth = before && figures.seconds / before.figures.seconds;
      const times = before && size.racks / before.size.racks;
      console.log(
        row(
          size.racks,
          size.tenants,
          command,
          `${figures.seconds.toFixed(2)} s`,
          `${figures.mebibytes.toFixed(0)} MiB`,
          growth === undefined ? "" : `×${growth.toFixed(1)} for ×${times} racks`,
        ),
      );
      earlier.set(command, { figures, size });
    }
  }
  const largest = sizes.at(-1);
  if (largest !== undefined) phases(join(folder, String(largest.racks)), largest);
  await benchLive(folder);
  reportReview();
  reportElectrical();
  reportCurtailment();
  reportScale();
  await reportOptimum(300);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function compile(): void {
  console.log("Compiling, since that is what users run…");
  spawnSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "inherit" });
}

function best(measure: () => Figures): Figures {
  const all = Array.from({ length: runs }, measure);
  return all.reduce((a, b) => (b.seconds < a.seconds ? b : a));
}

/** One process; a file that it is to write anew is removed first. */
function run(args: readonly string[], fresh?: string): Figures {
  if (fresh !== undefined) rmSync(fresh, { force: true });
  return busbar(...args);
}

/** Where the time of the largest site goes, within one warm process. */
function phases(site: string, size: CampusSize): void {
  console.log(
    `\nWhere it goes at ${size.racks} racks, ${size.tenants} tenants and ${size.miningZones} mining zones:`,
  );
  const loaded = timed("read and check the documents", () => loadSite(site).site);
  timed("place all tenants anew", () => place(loaded));
  const lock = timed("read and check the lock", () => currentLock(loaded, site));
  const app = new App({ outdir: join(folder, "phases") });
  timed("build the constructs", () => buildStacks(app, loaded, lock));
  timed("write Terraform and YAML", () => app.synth());
}

function timed<T>(what: string, work: () => T): T {
  const start = performance.now();
  const result = work();
  console.log(`  ${what.padEnd(32)}${(performance.now() - start).toFixed(0).padStart(6)} ms`);
  return result;
}

function row(...cells: readonly (string | number)[]): string {
  const widths = [7, 8, 17, 9, 13, 0];
  return cells.map((cell, index) => String(cell).padEnd(widths[index] ?? 0)).join(" ");
}
