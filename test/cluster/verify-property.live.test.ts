import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect } from "vitest";
import { applyStacks } from "../../cluster/apply/apply.ts";
import { installDefinitions } from "../../cluster/crds/install.ts";
import { ApiError } from "../../cluster/live/api-error.ts";
import { connect } from "../../cluster/live/connect.ts";
import { objectPath } from "../../cluster/live/kinds.ts";
import type { LiveCluster } from "../../cluster/live/live-cluster.ts";
import type { LiveObject } from "../../cluster/live/live-object.ts";
import { objectKey } from "../../cluster/live/object-key.ts";
import { silent } from "../../cluster/progress.ts";
import { verifyStacks } from "../../cluster/verify/verify.ts";
import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import { declareSite } from "../../stacks/declare.ts";
import { controlPlaneForFile } from "../support/control-plane.ts";
import { exampleFolder } from "../support/examples.ts";

const test = controlPlaneForFile();

const definitions = fileURLToPath(new URL("../../../shared/crds", import.meta.url));
if (!existsSync(definitions)) {
  console.warn(`SKIPPED: fields of Kueue's kinds, whose definitions are not at ${definitions}`);
}

/** A leaf of a declared object: the way to it, by field names and places in lists. */
type Way = readonly (string | number)[];

interface Leaf {
  readonly stack: string;
  readonly object: PlainObject;
  readonly way: Way;
}

test("Whatever declared field of a live object somebody else changes or removes, exactly that one is found", async (plane) => {
  const live = connect(plane);
  const { site, stacks: all } = declareSite(exampleFolder("prince-george"));
  const stacks = existsSync(definitions)
    ? all
    : all.map((stack) => ({
        ...stack,
        objects: stack.objects.filter(({ apiVersion }) => !apiVersion.startsWith("kueue")),
      }));
  if (existsSync(definitions)) {
    const objects = stacks.flatMap(({ objects }) => objects);
    await installDefinitions(live, objects, { folder: definitions, progress: silent });
  }
  const options = { site: site.name, connect: () => live };
  await applyStacks(stacks, options);
  const declared = stacks.flatMap(({ name, objects }) => objects.map((object) => ({ stack: name, object })));
  const kinds = [...new Set(declared.map(({ object }) => object.kind))];
  // Every kind as often as every other, however many objects it has.
  const leaf = fc
    .constantFrom(...kinds)
    .chain((kind) =>
      fc
        .constantFrom(...declared.filter(({ object }) => object.kind === kind))
        .chain(({ stack, object }) =>
          fc.constantFrom(...leavesOf(object)).map((way): Leaf => ({ stack, object, way })),
        ),
    );
  const property = fc.asyncProperty(leaf, fc.boolean(), async ({ stack, object, way }, removes) => {
    const changed = await change(live, object, way, removes);
    // The server refuses some changes, and makes what is declared of others.
    fc.pre(changed !== undefined);
    try {
      fc.pre(JSON.stringify(at(changed, way)) !== JSON.stringify(at(object, way)));
      const { findings } = await verifyStacks(stacks, { ...options, stacks: [stack] });
      const found = findings.map((finding) => [
        objectKey(finding.object),
        finding.kind === "differs" ? finding.field : finding.kind,
      ]);
      expect(found).toEqual([[objectKey(object), expectedPath(object, changed, way)]]);
    } finally {
      await live.apply(object, { fieldManager: "busbar", force: true });
    }
  });
  await fc.assert(property, { numRuns: 60 });
  expect((await verifyStacks(stacks, options)).findings).toEqual([]);
});

/** Lists whose items have keys, by the API's own documentation, and the keys; others are compared by place. */
const keys: Readonly<Record<string, readonly string[]>> = {
  initContainers: ["name"],
  containers: ["name"],
  env: ["name"],
  volumes: ["name"],
  volumeMounts: ["mountPath"],
  topologySpreadConstraints: ["topologyKey", "whenUnsatisfiable"],
};

function keysOf(object: PlainObject, list: string | number | undefined): readonly string[] | undefined {
  if (list === "ports" && object.kind === "Deployment") return ["containerPort", "protocol"];
  if (list === "ports" && object.kind === "Service") return ["port", "protocol"];
  if (object.kind === "ValidatingAdmissionPolicy" && list === "variables") return ["name"];
  return keys[String(list)];
}

/** All leaves but those that name an object or a list's item: without them it would be another. */
function leavesOf(object: PlainObject): Way[] {
  const walk = (value: unknown, way: Way): Way[] => {
    if (typeof value !== "object" || value === null) return [way];
    const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
    return entries.flatMap(([key, inside]) => walk(inside, [...way, key]));
  };
  const identity = ["apiVersion", "kind", "metadata/name", "metadata/namespace"];
  return walk(object, []).filter((way) => {
    const list = way.findLast(
      (step, index) => typeof way[index + 1] === "number" && typeof step === "string",
    );
    const isKey = typeof way.at(-2) === "number" && keysOf(object, list)?.includes(String(way.at(-1)));
    return !identity.includes(way.join("/")) && isKey !== true;
  });
}

/** Changes or removes a leaf as `kubectl edit` would; undefined where the server does not take it. */
async function change(
  live: LiveCluster,
  object: PlainObject,
  way: Way,
  removes: boolean,
): Promise<LiveObject | undefined> {
  const served = await live.kind(object);
  if (served === undefined) throw new Error(`${object.kind} is not served`);
  const found = structuredClone(await live.get(object)) as LiveObject;
  // What says nothing the server leaves out; then there is nothing to remove.
  if (removes && at(found, way) === undefined) return undefined;
  const parent = at(found, way.slice(0, -1)) as Record<string | number, unknown>;
  const last = way.at(-1) ?? "";
  if (!removes) parent[last] = another(at(object, way));
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  try {
    const query = { fieldManager: "kubectl-edit" };
    return await live.request("PUT", objectPath(served, object), { query, body: found });
  } catch (error) {
    if (error instanceof ApiError && error.code >= 400 && error.code < 500) return undefined;
    throw error;
  }
}

function another(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  return /^\d/.test(String(value)) ? `1${value}` : `${value}x`;
}

function at(value: unknown, way: Way): unknown {
  return way.reduce<unknown>(
    (inside, step) =>
      typeof inside === "object" && inside !== null
        ? (inside as Record<string | number, unknown>)[step]
        : undefined,
    value,
  );
}

/** As far as the live object goes: where a whole value is gone, it is that value which is missing. A list that is shorter is one finding. */
function expectedPath(object: PlainObject, changed: LiveObject, way: Way): string {
  let path = "";
  for (const [index, step] of way.entries()) {
    const [declared, found] = [at(object, way.slice(0, index)), at(changed, way.slice(0, index))];
    if (found === undefined) break;
    const list = way[index - 1];
    if (typeof step === "number") {
      const by = keysOf(object, list);
      if (by === undefined && (declared as unknown[]).length !== (found as unknown[]).length) break;
      const item = (declared as Record<string, unknown>[])[step] ?? {};
      path +=
        by === undefined ? `[${step}]` : `[${by.map((key) => `${key}=${item[key] ?? "TCP"}`).join(",")}]`;
    } else if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(step)) path += path === "" ? step : `.${step}`;
    else path += `["${step}"]`;
  }
  return path;
}
