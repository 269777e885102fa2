import { existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { applyStacks } from "../../cluster/apply/apply.ts";
import { installDefinitions } from "../../cluster/crds/install.ts";
import type { DeclaredStack } from "../../cluster/declared.ts";
import { connect } from "../../cluster/live/connect.ts";
import { inParallel } from "../../cluster/live/in-parallel.ts";
import type { LiveCluster } from "../../cluster/live/live-cluster.ts";
import type { ObjectReference } from "../../cluster/live/live-object.ts";
import { objectKey } from "../../cluster/live/object-key.ts";
import { silent } from "../../cluster/progress.ts";
import { verifyStacks } from "../../cluster/verify/verify.ts";
import { declaredKinds } from "../../constructs/declared-kinds.ts";
import { siteLabel, systemNamespace } from "../../constructs/identity.ts";
import { enforcedPolicies } from "../../policies/site-policies.ts";
import { type DeclaredSite, declareSite } from "../../stacks/declare.ts";
import { controlPlaneForFile } from "../support/control-plane.ts";
import { exampleFolder, examples } from "../support/examples.ts";

const test = controlPlaneForFile();

/** Of each project only the definitions; not kept in the repository. */
const definitions = fileURLToPath(new URL("../../../shared/crds", import.meta.url));
const hasDefinitions = existsSync(definitions);
if (!hasDefinitions) {
  console.warn(
    `SKIPPED: objects of Kueue's kinds, whose CustomResourceDefinitions are not at ${definitions}`,
  );
}

for (const example of examples) {
  const which = hasDefinitions ? "object" : "built-in object (skipped: Kueue's, no definitions)";

  test(`Every ${which} of ${example} is accepted, verifies clean, and a second apply changes nothing`, async (plane) => {
    const live = connect(plane);
    const declared = declareSite(exampleFolder(example), { policies: enforcedPolicies });
    if (hasDefinitions) {
      const objects = declared.stacks.flatMap((stack) => stack.objects);
      await installDefinitions(live, objects, { folder: definitions, progress: silent });
    }
    // One after another in the same cluster, since each has a platform of its own.
    for (const cluster of new Set(declared.stacks.map((stack) => stack.cluster.name))) {
      await holds(
        live,
        declared,
        declared.stacks.filter((stack) => stack.cluster.name === cluster).map(installable),
      );
      await removeAll(live, declared.site.name);
    }
  });
}

async function holds(live: LiveCluster, { site }: DeclaredSite, stacks: DeclaredStack[]): Promise<void> {
  const options = { site: site.name, connect: () => live };
  const declared = stacks.flatMap(({ objects }) => objects);

  const first = await applyStacks(stacks, options);
  expect(outcomes(first)).toEqual({ created: declared.length });
  expect(await verifyStacks(stacks, options)).toMatchObject({ findings: [] });

  expect(await count(live, site.name)).toBe(declared.length);
  const second = await applyStacks(stacks, options);
  expect(outcomes(second)).toEqual({ unchanged: declared.length });
  // The same without leaving out what the dry-run found unchanged: the API server itself sees no change.
  const kept = await inParallel(declared, async (object) => [objectKey(object), await isKept(live, object)]);
  expect(kept.filter(([, isSame]) => !isSame)).toEqual([]);
}

/** Whether applying an object keeps its version. Controllers may write its status meanwhile, though not for ever. */
async function isKept(live: LiveCluster, object: ObjectReference): Promise<boolean> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const before = await live.get(object);
    const after = await live.apply(object, { fieldManager: "busbar" });
    if (before?.metadata.resourceVersion === after.metadata.resourceVersion) return true;
    await wait(200);
  }
  return false;
}

function outcomes({ stacks }: Awaited<ReturnType<typeof applyStacks>>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of stacks.flatMap(({ objects }) => objects))
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

function installable(stack: DeclaredStack): DeclaredStack {
  if (hasDefinitions) return stack;
  return { ...stack, objects: stack.objects.filter(({ apiVersion }) => !apiVersion.includes("kueue")) };
}

async function count(live: LiveCluster, site: string): Promise<number> {
  let found = 0;
  for await (const { metadata } of labelled(live, site)) {
    if (metadata.deletionTimestamp === undefined) found += 1;
  }
  return found;
}

async function* labelled(live: LiveCluster, site: string) {
  for (const kind of declaredKinds) {
    if ((await live.kind(kind)) !== undefined)
      yield* live.list(kind, { labelSelector: `${siteLabel}=${site}` });
  }
}

/** A cluster holds one site, and each has a namespace for its records. What else is deleted has names of its own. */
async function removeAll(live: LiveCluster, site: string): Promise<void> {
  const objects: ObjectReference[] = [];
  for await (const object of labelled(live, site)) objects.push(object);
  await inParallel(objects, (object) => live.remove(object));
  const records = { apiVersion: "v1", kind: "Namespace", metadata: { name: systemNamespace } };
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if ((await live.get(records)) === undefined) return;
    await wait(200);
  }
  throw new Error("the site is still there");
}
