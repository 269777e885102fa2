import pc from "picocolors";
import type { Progress } from "../cluster/progress.ts";

/** Steps on standard error, so that what a command prints can be piped; each with the seconds it took. */
export const progress: Progress = {
  step: (what) => {
    const started = performance.now();
    process.stderr.write(`${pc.dim("▸")} ${what}\n`);
    return (result) => {
      const took = duration((performance.now() - started) / 1000);
      process.stderr.write(`  ${result === undefined ? "" : `${result}, `}${took}\n`);
    };
  },
  note: (line) => {
    process.stderr.write(`  ${line}\n`);
  },
};

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
