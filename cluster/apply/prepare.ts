import { declaredKinds } from "../../constructs/declared-kinds.ts";
import { describeObject } from "../../constructs/kubernetes/object.ts";
import { type Problem, Refusal } from "../../site/problem.ts";
import type { LiveCluster } from "../live/live-cluster.ts";
import { kindsAmong, objectKey } from "../live/object-key.ts";
import type { Progress } from "../progress.ts";
import { dryRun, type Planned } from "./dry-run.ts";
import { type Seen, seen } from "./fingerprint.ts";
import { siteOf, visitManaged } from "./labelled.ts";
import type { ReachedCluster } from "./reach.ts";
import { asRefusal } from "./refused.ts";
import { isSuperfluous, type Superfluous, superfluous } from "./superfluous.ts";

/** A cluster whose server has checked what it is to get. */
export interface PreparedCluster {
  readonly cluster: ReachedCluster;
  readonly stacks: readonly { readonly name: string; readonly planned: readonly Planned[] }[];
  /** What is there with the site's labels, by key. */
  readonly before: ReadonlyMap<string, Seen>;
  /** What is there and declared no more; found only for pruning. */
  readonly leftOver: readonly Superfluous[];
}

export interface PrepareOptions {
  readonly site: string;
  readonly force: boolean;
  /** Whether to look for what is left over. */
  readonly prune: boolean;
  readonly progress: Progress;
}

/**
 * Looks at what is live, and has the servers check everything that can be checked before something is written.
 *
 * @throws Refusal with all that any of them refuses.
 */
export async function prepareAll(
  clusters: readonly ReachedCluster[],
  options: PrepareOptions,
): Promise<PreparedCluster[]> {
  const prepared: PreparedCluster[] = [];
  const problems: Problem[] = [];
  for (const cluster of clusters) {
    try {
      const result = await prepare(cluster, options);
      prepared.push(result);
      problems.push(...result.problems);
    } catch (error) {
      throw asRefusal(cluster.live, error);
    }
  }
  if (problems.length > 0) throw new Refusal("Nothing was written.", problems);
  return prepared;
}

async function prepare(
  cluster: ReachedCluster,
  { site, force, prune, progress }: PrepareOptions,
): Promise<PreparedCluster & { readonly problems: Problem[] }> {
  const { live } = cluster;
  const stacks = cluster.stacks.map(({ name, objects }) => ({
    name,
    planned: objects.map((object): Planned => ({ stack: name, object })),
  }));
  const all = stacks.flatMap(({ planned }) => planned);
  const done = progress.step(`Checking ${all.length} objects for ${live.context}, by dry-run`);
  const { before, leftOver, foreign } = await lookAt(cluster, site, prune);
  if (!force) refuseForeign(live, all, foreign);
  const { problems, later } = await checkAll(live, all, before, force);
  done(later === 0 ? undefined : `${later} of them only when their namespaces are there`);
  return { cluster, stacks, before, leftOver, problems };
}

/** What this program made in a cluster: what is declared, what is left over, and what is another site's. */
async function lookAt({ live, stacks, expected }: ReachedCluster, site: string, prune: boolean) {
  const before = new Map<string, Seen>();
  const leftOver: Superfluous[] = [];
  const foreign = new Map<string, string>();
  const objects = stacks.flatMap((stack) => stack.objects);
  await visitManaged(live, kindsAmong([...objects, ...(prune ? declaredKinds : [])]), (object) => {
    const [key, owner] = [objectKey(object), siteOf(object)];
    if (expected.has(key)) {
      before.set(key, seen(object));
      if (owner !== undefined && owner !== site) foreign.set(key, owner);
    } else if (prune && owner === site && isSuperfluous(object)) leftOver.push(superfluous(object));
  });
  return { before, leftOver, foreign };
}

/** Has everything checked whose namespace is there, or is not needed; `later` is how many are left. */
async function checkAll(
  live: LiveCluster,
  planned: readonly Planned[],
  before: ReadonlyMap<string, Seen>,
  force: boolean,
): Promise<{ readonly problems: Problem[]; readonly later: number }> {
  const isNamespace = ({ object }: Planned) => object.kind === "Namespace";
  const namespaces = planned.filter(isNamespace);
  const ofNamespaces = await dryRun(live, namespaces, before, force);
  const isNew = new Set(
    namespaces.filter(({ outcome }) => outcome === "created").map(({ object }) => object.metadata.name),
  );
  const others = planned.filter((item) => !isNamespace(item));
  const askable = others.filter(({ object }) => !isNew.has(object.metadata.namespace ?? ""));
  const ofOthers = await dryRun(live, askable, before, force);
  return { problems: [...ofNamespaces, ...ofOthers], later: others.length - askable.length };
}

/**
 * Another site's objects have the same manager, so the API server would see no conflict.
 *
 * @throws Refusal which says whose they are.
 */
function refuseForeign(
  live: LiveCluster,
  planned: readonly Planned[],
  foreign: ReadonlyMap<string, string>,
): void {
  const problems = [...new Set(foreign.values())].flatMap((owner) => {
    const taken = planned.filter(({ object }) => foreign.get(objectKey(object)) === owner);
    // Those of stacks that are not selected are not touched.
    if (taken[0] === undefined) return [];
    const such = describeObject(taken[0].object);
    const message = `${taken.length} objects that are declared belong to the site "${owner}", such as ${such}: a cluster holds one site, unless fleet.yaml has several in it under "clusters"; where the site was renamed, take them with --force-conflicts`;
    return [{ where: `${live.server} (context "${live.context}")`, message }];
  });
  if (problems.length > 0) throw new Refusal("Nothing was written.", problems);
}
