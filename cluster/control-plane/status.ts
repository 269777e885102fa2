import { existsSync, readdirSync } from "node:fs";
import { clustersFolder, isPlaneFolder, isPlaneName, type PlaneFolder, planeFolder } from "./folder.ts";
import { components, type PlaneProcess, processesOf } from "./processes.ts";
import { type PlaneRecord, readRecord } from "./record.ts";

/**
 * `partly`: some components run, others died. `stopped`: none runs, as after a restart of the machine. `unreadable`: what
 * its folder says of it cannot be read.
 */
export type PlaneState = "running" | "starting" | "partly" | "stopped" | "unreadable";

export interface PlaneStatus {
  readonly name: string;
  readonly folder: string;
  readonly kubeconfig: string;
  readonly state: PlaneState;
  readonly processes: readonly PlaneProcess[];
  /** Components that should run and do not. */
  readonly dead: readonly string[];
  /** Undefined where it cannot be read. */
  readonly record: PlaneRecord | undefined;
}

/** Every control plane of this user that has a folder, by name; also those that busbar did not live to see started. */
export async function controlPlanes(): Promise<PlaneStatus[]> {
  const root = clustersFolder();
  if (!existsSync(root)) return [];
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isPlaneName(entry.name))
    .map(({ name }) => planeFolder(name))
    .filter(isPlaneFolder)
    .sort((one, other) => one.name.localeCompare(other.name, "en"));
  return Promise.all(folders.map(statusOf));
}

/** Undefined where there is no such control plane. */
export async function controlPlane(name: string): Promise<PlaneStatus | undefined> {
  const folder = planeFolder(name);
  return existsSync(folder.path) ? statusOf(folder) : undefined;
}

async function statusOf(folder: PlaneFolder): Promise<PlaneStatus> {
  const processes = await processesOf(folder);
  const record = readRecord(folder);
  const running = new Set(processes.map(({ component }) => component));
  return {
    name: folder.name,
    folder: folder.path,
    kubeconfig: folder.kubeconfig,
    state: stateOf(running, record),
    processes,
    dead: components.filter((component) => !running.has(component)),
    record,
  };
}

function stateOf(running: ReadonlySet<string>, record: PlaneRecord | undefined): PlaneState {
  if (record === undefined) return "unreadable";
  if (running.has("kwokctl")) return "starting";
  if (running.size === 0) return "stopped";
  return components.every((component) => running.has(component)) ? "running" : "partly";
}
