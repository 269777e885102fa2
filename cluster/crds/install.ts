import { setTimeout as wait } from "node:timers/promises";
import { Refusal } from "../../site/problem.ts";
import { ApiError } from "../live/api-error.ts";
import { inParallel } from "../live/in-parallel.ts";
import type { LiveCluster } from "../live/live-cluster.ts";
import type { ObjectReference } from "../live/live-object.ts";
import { groupOf, kindsAmong } from "../live/object-key.ts";
import { servedAmong } from "../live/served.ts";
import type { Progress } from "../progress.ts";
import { type Definition, definitionsUnder } from "./definition.ts";
import { projects, releaseFolder } from "./release.ts";

export interface InstallOptions {
  /** A folder of YAML files that hold CustomResourceDefinitions. @default - the official releases */
  readonly folder?: string | undefined;
  /** Changes a definition before it is installed. @default - as it was found */
  readonly change?: ((definition: Definition) => Definition) | undefined;
  readonly progress: Progress;
}

/** What became of the kinds that a cluster did not serve. */
export interface Installed {
  /** Names of the definitions that were applied, such as `clusterqueues.kueue.x-k8s.io`. */
  readonly definitions: readonly string[];
  /** Groups for which none was found, and why. */
  readonly missing: readonly { readonly group: string; readonly reason: string }[];
}

const fieldManager = "busbar-rehearse";

/**
 * Installs the CustomResourceDefinitions that objects need and the cluster does not have, with all others of their
 * groups, since controllers want them together. Ends when the API server serves them.
 *
 * @throws Refusal where the folder cannot be read, or the API server refuses a definition.
 */
export async function installDefinitions(
  cluster: LiveCluster,
  objects: readonly ObjectReference[],
  { folder, change = (definition) => definition, progress }: InstallOptions,
): Promise<Installed> {
  const groups = await unservedGroups(cluster, objects);
  if (groups.length === 0) return { definitions: [], missing: [] };
  const done = progress.step(`Installing the CustomResourceDefinitions of ${groups.join(", ")}`);
  const found: Definition[] = [];
  const missing: { group: string; reason: string }[] = [];
  for (const group of groups) {
    const from = await definitionsOf(group, folder);
    if (typeof from === "string") missing.push({ group, reason: from });
    else found.push(...from);
  }
  await inParallel(found, (definition) => install(cluster, change(definition)));
  for (const definition of found) await established(cluster, definition);
  cluster.forgetKinds();
  done(found.length === 0 ? "none found" : `${found.length} definitions`);
  for (const { group, reason } of missing) progress.note(`No definitions of ${group}: ${reason}`);
  return { definitions: found.map(({ metadata }) => metadata.name), missing };
}

/** Created, since applying one of so many fields costs the API server four times as much; applied where it is there. */
async function install(cluster: LiveCluster, definition: Definition): Promise<void> {
  try {
    await cluster.create(definition);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 409) throw error;
    await cluster.apply(definition, { fieldManager, force: true });
  }
}

/** The API groups of which the cluster lacks a kind that an object has. */
export async function unservedGroups(
  cluster: LiveCluster,
  objects: readonly ObjectReference[],
): Promise<string[]> {
  const kinds = kindsAmong(objects);
  const served = await servedAmong(cluster, kinds);
  const unserved = kinds.filter((kind) => !served.includes(kind));
  return [...new Set(unserved.map(({ apiVersion }) => groupOf(apiVersion)))].sort();
}

/** The definitions of a group, or why there are none. */
async function definitionsOf(
  group: string,
  folder: string | undefined,
): Promise<readonly Definition[] | string> {
  if (folder !== undefined) {
    const found = definitionsUnder(folder, new Set([group]));
    return found.length > 0 ? found : `${folder} has none`;
  }
  const project = projects.find(({ groups }) => groups.includes(group));
  if (project === undefined) return "no project is known that defines it";
  try {
    return definitionsUnder(await releaseFolder(project), new Set([group]));
  } catch (error) {
    return `the official release of ${project.name} ${project.version} cannot be had: ${(error as Error).message}`;
  }
}

/** Waits until the API server serves a definition's kinds: a moment after it has accepted it. */
async function established(cluster: LiveCluster, definition: Definition): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const live = await cluster.get(definition);
    // Null until the API server has looked at it.
    const conditions = (live?.["status"] as Status | undefined)?.conditions ?? [];
    if (conditions.some(({ type, status }) => type === "Established" && status === "True")) return;
    const refused = conditions.find(({ type, status }) => type === "NamesAccepted" && status === "False");
    if (refused !== undefined) throw notServed(definition, refused.message);
    await wait(100);
  }
  throw notServed(definition, "the API server does not serve it after 10 s");
}

interface Status {
  readonly conditions?: readonly Condition[] | null;
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message: string;
}

function notServed({ metadata }: Definition, message: string): Refusal {
  return new Refusal("A CustomResourceDefinition cannot be installed.", [{ where: metadata.name, message }]);
}
