import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Problem } from "../../site/problem.ts";
import { type Binaries, type Binary, type BinarySet, binarySets } from "./binary.ts";
import { cacheFolder } from "./pins.ts";
import { isAtLeast, versionOf } from "./version.ts";

/** What was looked for, and what there is. */
export interface Search {
  /** All of them; undefined where one is missing. */
  readonly binaries: Binaries | undefined;
  readonly found: readonly Binary[];
  readonly missing: readonly BinarySet[];
  /** Why each place did not do, for what is missing. */
  readonly reasons: readonly Problem[];
}

/** Somewhere that programs may be. */
interface Place {
  readonly name: string;
  /** The name or folder that a user can do something with. */
  readonly where: string;
  readonly folders: readonly string[];
}

/**
 * Looks for the control plane's programs where they are installed (PATH, KUBEBUILDER_ASSETS) and in the user's cache;
 * asks each for its version. Nothing is downloaded or built.
 */
export async function findBinaries(env: NodeJS.ProcessEnv = process.env): Promise<Search> {
  const places = placesOf(env);
  const found: Binary[] = [];
  const missing: BinarySet[] = [];
  const reasons: Problem[] = [];
  for (const set of binarySets) {
    const refused: Problem[] = [];
    const binaries = await firstPlace(set, places, refused);
    if (binaries === undefined) {
      missing.push(set);
      reasons.push(...refused);
    } else {
      found.push(...binaries);
    }
  }
  const byName = Object.fromEntries(found.map((binary) => [binary.name, binary]));
  return { binaries: missing.length === 0 ? (byName as Binaries) : undefined, found, missing, reasons };
}

function placesOf(env: NodeJS.ProcessEnv): Place[] {
  const { PATH = "", KUBEBUILDER_ASSETS } = env;
  const cache = cacheFolder(env);
  return [
    { name: "PATH", where: "PATH", folders: PATH.split(delimiter).filter((folder) => folder !== "") },
    ...(KUBEBUILDER_ASSETS
      ? [{ name: "KUBEBUILDER_ASSETS", where: "KUBEBUILDER_ASSETS", folders: [KUBEBUILDER_ASSETS] }]
      : []),
    { name: "cache", where: cache, folders: [cache] },
  ];
}

async function firstPlace(
  set: BinarySet,
  places: readonly Place[],
  refused: Problem[],
): Promise<readonly Binary[] | undefined> {
  for (const place of places) {
    const found = await setIn(place, set);
    if (typeof found !== "string") return found;
    refused.push({ where: place.where, message: found });
  }
  return undefined;
}

/** A set's programs in one place, or why they do not do. */
async function setIn({ name, folders }: Place, set: BinarySet): Promise<readonly Binary[] | string> {
  const paths = set.binaries.map((binary) => ({ binary, path: executable(binary, folders) }));
  const absent = paths.filter(({ path }) => path === undefined).map(({ binary }) => binary);
  if (absent.length > 0) return `it has no ${absent.join(" and no ")}`;
  try {
    const binaries = await Promise.all(
      paths.map(
        async ({ binary, path = "" }): Promise<Binary> => ({
          name: binary,
          path,
          version: await versionOf(path),
          from: name,
        }),
      ),
    );
    return refusedVersions(set, binaries) ?? binaries;
  } catch (error) {
    return (error as Error).message;
  }
}

function refusedVersions({ project, atLeast }: BinarySet, binaries: readonly Binary[]): string | undefined {
  const old = binaries.filter(({ version }) => !isAtLeast(version, atLeast));
  if (old.length > 0) {
    const versions = old.map(({ path, version }) => `${path} is ${version}`).join(", ");
    return `${versions}: ${project} ${atLeast} or later is needed`;
  }
  if (new Set(binaries.map(({ version }) => version)).size === 1) return undefined;
  const versions = binaries.map(({ name, version }) => `${name} ${version}`).join(", ");
  return `${versions}: they must be of one version`;
}

/** The first file of this name that may be run. */
export function executable(name: string, folders: readonly string[]): string | undefined {
  return folders.map((folder) => join(folder, name)).find(mayRun);
}

/** Whether there is a file that this user may run. */
export function mayRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
