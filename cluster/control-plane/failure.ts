import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../../site/problem.ts";
import { lastLines } from "../binaries/run.ts";
import type { PlaneFolder } from "./folder.ts";

/**
 * What the logs say of why components did not start; nothing where they say nothing of it.
 *
 * @param ended those that are known to have ended; the others' logs are searched for known causes only
 */
export function failuresOf({ logs, path }: PlaneFolder, ended: readonly string[]): Problem[] {
  if (!existsSync(logs)) return [];
  const read = readdirSync(logs)
    .sort()
    .map((file) => ({
      component: file.replace(/\.log$/, ""),
      log: readFileSync(join(logs, file), "utf8"),
    }));
  const causes = read.flatMap(({ component, log }) => causeOf(component, log, path));
  if (causes.length > 0) return causes;
  return read
    .filter(({ component, log }) => ended.includes(component) && log.trim() !== "")
    .map(({ component, log }) => ({ where: component, message: lastLines(log, 3) }));
}

function causeOf(component: string, log: string, path: string): Problem[] {
  if (/no space left on device/i.test(log)) {
    return [{ where: component, message: `the disk is full: make room in ${path}, and start again` }];
  }
  const [, address] = /listen tcp ([\d.]+:\d+): bind: address already in use/i.exec(log) ?? [];
  if (address === undefined) return [];
  return [
    {
      where: component,
      message: `${address} is taken by another process: start again, which chooses other ports`,
    },
  ];
}
