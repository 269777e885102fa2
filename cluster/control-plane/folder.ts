import { existsSync, mkdirSync, readdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { Refusal } from "../../site/problem.ts";

/** The name of a control plane that is given none. */
export const defaultName = "default";

/** Where control planes are kept, each in a folder of its name. */
export function clustersFolder(env: NodeJS.ProcessEnv = process.env): string {
  const { BUSBAR_CLUSTERS, XDG_DATA_HOME } = env;
  if (BUSBAR_CLUSTERS) return resolve(BUSBAR_CLUSTERS);
  return join(XDG_DATA_HOME || join(env["HOME"] || homedir(), ".local", "share"), "busbar", "clusters");
}

/**
 * What belongs to one control plane: everything is in its folder, so that removing it leaves nothing behind, and so that
 * its processes are known by it.
 */
export interface PlaneFolder {
  readonly name: string;
  readonly path: string;
  /** What busbar notes about it. */
  readonly record: string;
  /** What kwokctl is told. */
  readonly configuration: string;
  readonly kubeconfig: string;
  /** kwokctl's own folder of this cluster. */
  readonly kwokctl: string;
  readonly pki: string;
  readonly logs: string;
}

/** Whether it is a DNS label, which names in Kubernetes are. */
export function isPlaneName(name: string): boolean {
  return /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name);
}

/** The rule for names, in words. */
export const planeNameRule = "use up to 63 of a-z, 0-9 and -, with a letter or digit first and last";

/** @throws Refusal where the name is no DNS label. */
export function planeFolder(name: string): PlaneFolder {
  if (!isPlaneName(name)) {
    throw new Refusal("There is no such control plane.", [
      { where: JSON.stringify(name), message: `it cannot be a name: ${planeNameRule}` },
    ]);
  }
  const root = clustersFolder();
  mkdirSync(root, { recursive: true });
  // As the processes see it: they are found by this path.
  const path = join(realpathSync(root), name);
  const kwokctl = join(path, "clusters", name);
  return {
    name,
    path,
    record: join(path, "control-plane.json"),
    configuration: join(path, "kwokctl.json"),
    kubeconfig: join(path, "kubeconfig"),
    kwokctl,
    pki: join(kwokctl, "pki"),
    logs: join(kwokctl, "logs"),
  };
}

/**
 * Whether a folder that is there was made for a control plane. Others are left alone: they may be in the folder of
 * control planes because somebody set that to one that holds more.
 */
export function isPlaneFolder({ path, record }: PlaneFolder): boolean {
  return existsSync(record) || readdirSync(path).length === 0;
}
