import { declaredKinds } from "../../constructs/declared-kinds.ts";
import { tenantLabel, zoneLabel } from "../../constructs/identity.ts";
import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import { fieldManager } from "../apply/dry-run.ts";
import { siteOf, visitManaged } from "../apply/labelled.ts";
import type { ReachedCluster } from "../apply/reach.ts";
import { isSuperfluous } from "../apply/superfluous.ts";
import { inParallel } from "../live/in-parallel.ts";
import type { LiveCluster } from "../live/live-cluster.ts";
import type { LiveObject, ObjectReference } from "../live/live-object.ts";
import { kindsAmong, objectKey, referenceOf } from "../live/object-key.ts";
import { differences } from "./differences.ts";
import type { Belonging, ObjectFinding } from "./findings.ts";

/** An object that a stack declares. */
interface Declared {
  readonly belonging: Belonging;
  readonly object: PlainObject;
}

/**
 * In what the objects of a cluster differ from those declared: stack by stack, then what no stack declares, which is
 * known only where all stacks of the cluster are looked at.
 */
export async function verifyObjects(
  cluster: ReachedCluster,
  site: string,
  pageSize?: number,
): Promise<ObjectFinding[]> {
  const { live, whole, expected } = cluster;
  const declared = declaredObjects(cluster);
  const found = new Map<string, readonly ObjectFinding[]>();
  const extra = new Map<string, ObjectFinding>();
  const objects = [...declared.values()].map(({ object }) => object);
  const visit = (object: LiveObject) => {
    const key = objectKey(object);
    const meant = declared.get(key);
    if (meant !== undefined) found.set(key, compared(meant, object));
    else if (whole && siteOf(object) === site && !expected.has(key) && isSuperfluous(object)) {
      const belonging = belongingOf(cluster.name, object);
      extra.set(key, { ...belonging, kind: "extra", object: referenceOf(object) });
    }
  };
  const kinds = kindsAmong([...objects, ...(whole ? declaredKinds : [])]);
  await visitManaged(live, kinds, visit, pageSize === undefined ? {} : { pageSize });
  const unlisted = [...declared].filter(([key]) => !found.has(key));
  await inParallel(unlisted, async ([key, meant]) => found.set(key, await lookedUp(live, meant)));
  return [
    ...[...declared.keys()].flatMap((key) => found.get(key) ?? []),
    ...[...extra].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding),
  ];
}

function declaredObjects({ name: cluster, stacks }: ReachedCluster): Map<string, Declared> {
  return new Map(
    stacks.flatMap(({ name: stack, objects }) =>
      objects.map((object): [string, Declared] => {
        const belonging = { stack, ...belongingOf(cluster, object) };
        return [objectKey(object), { belonging, object }];
      }),
    ),
  );
}

/** Objects say in their labels whose they are. */
function belongingOf(cluster: string, { metadata }: ObjectReference): Belonging {
  const { labels = {} } = metadata as LiveObject["metadata"];
  const [tenant, zone] = [labels[tenantLabel], labels[zoneLabel]];
  return { cluster, ...(tenant !== undefined && { tenant }), ...(zone !== undefined && { zone }) };
}

/** An object that is in no list is not there, or has lost its labels. */
async function lookedUp(live: LiveCluster, declared: Declared): Promise<readonly ObjectFinding[]> {
  const { belonging, object } = declared;
  const absent = (kind: "missing" | "kind-not-served") => [
    { ...belonging, kind, object: referenceOf(object) },
  ];
  if ((await live.kind(object)) === undefined) return absent("kind-not-served");
  const found = await live.get(object);
  return found === undefined ? absent("missing") : compared(declared, found);
}

function compared({ belonging, object }: Declared, live: LiveObject): readonly ObjectFinding[] {
  const of = { ...belonging, object: referenceOf(object) };
  return [
    ...(live.metadata.deletionTimestamp === undefined ? [] : [{ ...of, kind: "being-deleted" as const }]),
    ...differences(object, live, fieldManager).map((difference) => ({
      ...of,
      kind: "differs" as const,
      ...difference,
    })),
  ];
}
