import { Refusal } from "../site/problem.ts";

/** @throws Refusal where one site of a fleet is asked for, and the folder is that of a site alone. */
export function refuseChoice(folder: string, only: string | undefined): void {
  if (only === undefined) return;
  const message = `holds no fleet.yaml: leave the site "${only}" out, or name a fleet's folder`;
  throw new Refusal("There is no fleet to choose a site of.", [{ where: folder, message }]);
}
