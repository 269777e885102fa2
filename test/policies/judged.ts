import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import type { Lock } from "../../placement/lock.ts";
import type { AnyRule, JudgedObject, PlannedChange, Subject } from "../../policies/rule.ts";
import { notApplicable } from "../../policies/rule.ts";
import type { Site } from "../../site/site.ts";
import { declareSite } from "../../stacks/declare.ts";
import { type Example, exampleFolder } from "../support/examples.ts";

/** What an example declares, to be changed by tests. */
export function declaredBy(example: Example): Subject {
  const { site, lock, objects } = declareSite(exampleFolder(example));
  return { site, lock, objects };
}

/** The messages of a rule's findings, with its own parameters where none are given; undefined where it is not applicable. */
export function judged(
  rule: AnyRule,
  subject: Subject,
  parameters: object = {},
): readonly string[] | undefined {
  const read = rule.parameters?.parse(parameters) ?? {};
  const verdict = rule.check(subject, read as never);
  return verdict === notApplicable ? undefined : verdict.map(({ message }) => message);
}

/** The places of a rule's findings: fields of objects, addresses of plans, paths of documents. */
export function places(rule: AnyRule, subject: Subject, parameters: object = {}): readonly string[] {
  const verdict = rule.check(subject, (rule.parameters?.parse(parameters) ?? {}) as never);
  if (verdict === notApplicable) return [];
  return verdict.map(({ place }) => {
    if (place.in === "object") return place.field;
    return place.in === "plan" ? place.address : `${place.document}: ${place.path.join(".")}`;
  });
}

type Fields = Readonly<Record<string, unknown>>;

export function object(kind: string, name: string, rest: Fields = {}, namespace?: string): JudgedObject {
  const { labels, ownerReferences, apiVersion = "v1", ...fields } = rest;
  const metadata = {
    name,
    ...(namespace !== undefined && { namespace }),
    ...(labels !== undefined && { labels }),
    ...(ownerReferences !== undefined && { ownerReferences }),
  };
  const plain: object = { apiVersion, kind, metadata, ...fields };
  return { stack: "test", construct: [name], object: plain as PlainObject };
}

/** A site and its lock, with other objects. */
export function holding(
  { site, lock }: { readonly site: Site; readonly lock: Lock },
  objects: readonly JudgedObject[],
): Subject {
  return { site, lock, objects };
}

/** The subject with an object in the place of the one of its kind, namespace and name, or beside the others. */
export function withObject(subject: Subject, added: JudgedObject): Subject {
  return { ...subject, objects: [...subject.objects.filter((one) => keyOf(one) !== keyOf(added)), added] };
}

/** The subject without the objects that a test names. */
export function without(subject: Subject, kind: string, name: string, namespace?: string): Subject {
  const objects = subject.objects.filter(
    ({ object: { kind: own, metadata } }) =>
      own !== kind || metadata.name !== name || (namespace !== undefined && metadata.namespace !== namespace),
  );
  if (objects.length === subject.objects.length) throw new Error(`there is no ${kind} "${name}"`);
  return { ...subject, objects };
}

/** The subject with an object changed. */
export function changed(
  subject: Subject,
  kind: string,
  name: string,
  change: (object: Changeable) => void,
): Subject {
  const found = subject.objects.find(({ object }) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`there is no ${kind} "${name}"`);
  const copy = structuredClone(found.object) as unknown as Changeable;
  change(copy);
  const next = { ...found, object: copy as unknown as PlainObject };
  return { ...subject, objects: subject.objects.map((one) => (one === found ? next : one)) };
}

/** A copy of an object, to be written to. */
export interface Changeable {
  metadata: { labels: Record<string, string> };
  spec: Record<string, unknown>;
  [field: string]: unknown;
}

/** A change that Terraform plans for an object that it has a typed resource for. */
export function planned(
  actions: readonly string[],
  type: string,
  metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Record<string, string> },
  rest: Partial<PlannedChange> & { readonly data?: Fields } = {},
): PlannedChange {
  const { data, ...others } = rest;
  const state = { metadata: [metadata], ...(data !== undefined && { data }) };
  return {
    stack: "test",
    address: `${type}.${metadata.name}`,
    type,
    actions: actions as PlannedChange["actions"],
    before: actions.includes("create") && !actions.includes("delete") ? null : state,
    after: actions.includes("delete") && !actions.includes("create") ? null : state,
    replacePaths: [],
    ...others,
  };
}

function keyOf({ object: { kind, metadata } }: JudgedObject): string {
  return `${kind} ${metadata.namespace ?? ""}/${metadata.name}`;
}
