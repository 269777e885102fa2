import { forgetting } from "../../policies/plan/forgetting.ts";
import type { AttributeChange, AttributeValue, ResourceChange } from "./resource-change.ts";

/**
 * Puts together what is destroyed under one address and created under another, as happens where a construct gets another
 * name: one change, `renamed`, with what keeps it. As planned it is destroyed all the same until somebody does that: its
 * reasons say what then happens.
 *
 * @param changes of one cluster: what has the same name in two clusters are two objects
 */
export function pairRenamed(changes: readonly ResourceChange[]): ResourceChange[] {
  const created = changes.filter(({ fate }) => fate === "created");
  const destroyed = changes.filter(({ fate, deposed }) => fate === "destroyed" && deposed === undefined);
  const pairs = new Map<ResourceChange, ResourceChange>();
  for (const keyOf of [objectInStack, contentInStack, objectAnywhere]) {
    pairUnique(destroyed, created, keyOf, pairs);
  }
  const taken = new Set(pairs.values());
  return changes.flatMap((change) => {
    const to = pairs.get(change);
    if (to !== undefined) return [renamed(change, to)];
    return taken.has(change) ? [] : [change];
  });
}

/** Pairs what has a key that no other has on its side; what could be one of several is left as it is. */
function pairUnique(
  destroyed: readonly ResourceChange[],
  created: readonly ResourceChange[],
  keyOf: (change: ResourceChange) => string | undefined,
  pairs: Map<ResourceChange, ResourceChange>,
): void {
  const taken = new Set(pairs.values());
  const from = byKey(
    destroyed.filter((change) => !pairs.has(change)),
    keyOf,
  );
  const to = byKey(
    created.filter((change) => !taken.has(change)),
    keyOf,
  );
  for (const [key, olds] of from) {
    const [old, ...moreOld] = olds;
    const [made, ...moreMade] = to.get(key) ?? [];
    if (old && made && moreOld.length + moreMade.length === 0) pairs.set(old, made);
  }
}

function byKey(
  changes: readonly ResourceChange[],
  keyOf: (change: ResourceChange) => string | undefined,
): Map<string, ResourceChange[]> {
  const grouped = new Map<string, ResourceChange[]>();
  for (const change of changes) {
    const key = keyOf(change);
    if (key === undefined) continue;
    const group = grouped.get(key);
    if (group === undefined) grouped.set(key, [change]);
    else group.push(change);
  }
  return grouped;
}

/** An object is the same one in whatever version of its API it is declared. */
function objectAnywhere({ object }: ResourceChange): string | undefined {
  if (object === undefined) return undefined;
  const { apiVersion, kind, namespace, name } = object;
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  return JSON.stringify([group, kind, namespace ?? "", name]);
}

function objectInStack(change: ResourceChange): string | undefined {
  const key = objectAnywhere(change);
  return key === undefined ? undefined : JSON.stringify([change.stack, key]);
}

/** What is no object is the same where all that is known of it beforehand is the same, and that is something. */
function contentInStack({ stack, type, object, fate, attributes }: ResourceChange): string | undefined {
  if (object !== undefined || type === undefined) return undefined;
  const side = fate === "created" ? "after" : "before";
  const known = attributes.flatMap(({ path, [side]: value }) =>
    // What Terraform makes up when it creates is not there yet on one side.
    value.is === "value" && path !== "id" && path !== "output" ? [[path, value.json]] : [],
  );
  return known.length === 0 ? undefined : JSON.stringify([stack, type, known]);
}

function renamed(from: ResourceChange, to: ResourceChange): ResourceChange {
  const declares =
    from.stack === to.stack
      ? "another address declares it"
      : `stack "${to.stack}" declares it now, and "${from.stack}" did`;
  return {
    ...to,
    fate: "renamed",
    was: from.address ?? (from.construct ?? []).join("/"),
    reasons: [declares, ...unlessMoved(from)],
    attributes: between(from.attributes, to.attributes),
    ...(from.address !== undefined && { fix: fixOf(from, to) }),
  };
}

/** Terraform moves within one stack and one type only. */
function fixOf(from: ResourceChange, to: ResourceChange): string {
  if (from.stack !== to.stack) {
    return `moveFromId does not reach into another stack: run ${forgetting(from.address ?? "")} for stack "${from.stack}", and ${importing(to)}; or, with both states as files, terraform state mv with -state and -state-out`;
  }
  if (from.type !== to.type) {
    return `moveFromId does not lead from ${from.type ?? "one type"} to ${to.type ?? "another"}: run ${forgetting(from.address ?? "")}, and ${importing(to)}`;
  }
  return `Call moveFromId(${JSON.stringify(from.address ?? "")}) on ${resourceOf(to)}: nothing is destroyed then`;
}

/** What an apply does where nobody moves it. Terraform knows no order between the two, and begins both. */
function unlessMoved({ object }: ResourceChange): string[] {
  if (object === undefined) return ["unless it is moved, Terraform destroys it and creates another"];
  const goes = object.kind === "Namespace" ? " with all that is in it" : "";
  return [
    `unless it is moved, Terraform deletes it${goes} and creates it in the same apply: where the creation comes first it fails, as it already exists, and it is gone until the next apply`,
  ];
}

function importing(to: ResourceChange): string {
  const id = importId(to);
  return id === undefined ? "import it there" : `call importFrom(${JSON.stringify(id)}) on ${resourceOf(to)}`;
}

function resourceOf({ address, construct }: ResourceChange): string {
  return address ?? `the resource of ${(construct ?? []).join("/")}`;
}

/** What the Kubernetes provider imports an object by. */
function importId({ object, type }: ResourceChange): string | undefined {
  if (object === undefined) return undefined;
  const { apiVersion, kind, namespace, name } = object;
  if (type === "kubernetes_manifest") {
    const within = namespace === undefined ? "" : `,namespace=${namespace}`;
    return `apiVersion=${apiVersion},kind=${kind}${within},name=${name}`;
  }
  return namespace === undefined ? name : `${namespace}/${name}`;
}

const absent: AttributeValue = { is: "absent" };

/** What would still change after a move. What only the new one does not know yet, a move keeps. */
function between(from: readonly AttributeChange[], to: readonly AttributeChange[]): AttributeChange[] {
  const before = new Map(from.map(({ path, before }) => [path, before] as const));
  const after = new Map(to.map(({ path, after }) => [path, after] as const));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    const [one, other] = [before.get(path) ?? absent, after.get(path) ?? absent];
    return other.is === "unknown" || areSame(one, other) ? [] : [{ path, before: one, after: other }];
  });
}

function areSame(one: AttributeValue, other: AttributeValue): boolean {
  if (one.is === "value" && other.is === "value") return one.json === other.json;
  // Of two sensitive values nobody says here whether they are the same; the plan after the move does.
  return one.is === other.is;
}
