import { delimiter, resolve } from "node:path";
import { Refusal } from "../../site/problem.ts";
import { executable, mayRun } from "../binaries/find.ts";

/** What Kueue's manager is called where it is installed; its image and its Go package call it otherwise. */
export const managerName = "kueue-manager";

/**
 * The path of Kueue's manager: the one that is named, else one on the PATH; undefined where there is none.
 *
 * @throws Refusal where what is named cannot be run.
 */
export function findKueueManager(named?: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (named !== undefined) {
    const path = resolve(named);
    if (mayRun(path)) return path;
    throw new Refusal("Kueue's manager cannot be started.", [
      {
        where: path,
        message: `there is no program here: name the ${managerName} binary, built with "go build sigs.k8s.io/kueue/cmd/kueue"`,
      },
    ]);
  }
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return executable(managerName, folders);
}
