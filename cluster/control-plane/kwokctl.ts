import { existsSync } from "node:fs";
import { delimiter } from "node:path";
import type { Binaries } from "../binaries/binary.ts";
import { executable } from "../binaries/find.ts";
import { lastLines, run } from "../binaries/run.ts";
import type { PlaneFolder } from "./folder.ts";

/**
 * Has kwokctl create the cluster that its configuration describes, or start those of its components that do not run.
 * It returns before they are ready.
 *
 * @throws Error with what kwokctl said last.
 */
export async function kwokctl(
  what: "create" | "start",
  folder: PlaneFolder,
  { kwokctl: { path } }: Pick<Binaries, "kwokctl">,
): Promise<void> {
  const kubeconfig = what === "create" ? [`--kubeconfig=${folder.kubeconfig}`] : [];
  const { failure, output } = await run(
    path,
    [what, "cluster", `--name=${folder.name}`, `--config=${folder.configuration}`, ...kubeconfig],
    // Nothing of the user's: neither settings for kwokctl, nor a kubectl on PATH.
    { env: { HOME: folder.path, KWOK_WORKDIR: folder.path, PATH: "" } },
  );
  if (failure !== undefined) throw new Error(`kwokctl ${failure}: ${saidBy(output)}`);
  if (!existsSync(folder.kubeconfig)) throw new Error(`kwokctl wrote no kubeconfig: ${saidBy(output)}`);
}

/** The error that kwokctl ended with; it logs a JSON object a line. */
function saidBy(output: string): string {
  const [, error] = /"err":("(?:[^"\\]|\\.)*")\}\s*$/.exec(output) ?? [];
  return error === undefined ? lastLines(output) : String(JSON.parse(error));
}

/**
 * What kwokctl gets for kubectl. It asks kubectl whether the API server answers, and would download it; a program that
 * says yes to everything ends that, since whether the server is ready is asked by busbar itself.
 */
export function insteadOfKubectl(): string {
  const folders = [...(process.env["PATH"] ?? "").split(delimiter), "/bin", "/usr/bin"];
  return executable("true", folders) ?? "/bin/true";
}
