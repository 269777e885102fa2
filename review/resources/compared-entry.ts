import { adoptedLabel } from "../../constructs/identity.ts";
import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import type { ConfiguredResource, WrittenObject } from "../result/result.ts";
import { declaredObject, identityOf } from "./address-book.ts";
import { pathText } from "./attribute-path.ts";
import { differences } from "./differences.ts";
import { immutableChanges } from "./immutable-fields.ts";
import { labelsIn, type Owner, ownerOf } from "./owner.ts";
import type { AttributeChange, Fate, ResourceChange } from "./resource-change.ts";
import { hiddenIn, hiddenInResource } from "./secrets.ts";
import type { Refactoring } from "./terraform-blocks.ts";

/** Something that a stack declares: an object, the resource that stands for it, or a resource that is no object. */
export interface ComparedEntry {
  readonly object: WrittenObject | undefined;
  readonly resource: ConfiguredResource | undefined;
}

/** What becomes of one entry; nothing where it is the same on both sides. */
export function comparedEntry(
  stack: string,
  before: ComparedEntry | undefined,
  after: ComparedEntry | undefined,
  { moved, imported, forgotten }: Refactoring,
): ResourceChange[] {
  const [from, to] = [before?.resource?.address, after?.resource?.address];
  const change = (fate: Fate, entry: ComparedEntry | undefined): ResourceChange => ({
    ...described(stack, entry),
    fate,
    from: "comparison",
    reasons: [],
    attributes: [],
  });
  if (after === undefined) {
    const fate = from !== undefined && forgotten.has(from) ? "forgotten" : "destroyed";
    const attributes = attributesOf(before, after);
    if (isAdopted(before)) return [{ ...change("forgotten", before), reasons: [stays], attributes }];
    return [{ ...change(fate, before), attributes }];
  }
  if (before === undefined) {
    const fate = to !== undefined && imported.has(to) ? "imported" : "created";
    return [{ ...change(fate, after), attributes: attributesOf(before, after) }];
  }
  if (from !== undefined && to !== undefined && from !== to && moved.get(to) !== from) {
    // The pair of them differs in these alone: what both are is not repeated.
    const attributes = attributesOf(before, after);
    return [
      { ...change("destroyed", before), attributes },
      { ...change("created", after), attributes },
    ];
  }
  return inPlace(before, after).map(({ fate, reasons, attributes }) => ({
    ...change(fate, after),
    reasons,
    attributes,
    ...(from !== undefined && from !== to && { was: from }),
  }));
}

const stays =
  "it was there before the site and stays, with all that is in it: the site's labels are taken away";

/** Whether an object is somebody else's, of which the site declares labels alone. */
function isAdopted(entry: ComparedEntry | undefined): boolean {
  return labelsIn(entry?.object?.object())[adoptedLabel] === "true";
}

/** What becomes of something that keeps its place in Terraform's state, or takes it along. */
function inPlace(
  before: ComparedEntry,
  after: ComparedEntry,
): Pick<ResourceChange, "fate" | "reasons" | "attributes">[] {
  const isMoved = before.resource?.address !== after.resource?.address && before.resource !== undefined;
  const attributes = attributesOf(before, after);
  const [was, is] = [before.object?.object(), after.object?.object()];
  const kept = was === undefined || is === undefined ? [] : immutableChanges(was, is).map(pathText);
  if (kept.length > 0) {
    const marked = attributes.map((attribute) =>
      kept.some((path) => isWithin(attribute.path, path))
        ? { ...attribute, replaces: true as const }
        : attribute,
    );
    return [
      {
        fate: "replaced",
        reasons: kept.map((path) => `${path} cannot be changed in place`),
        attributes: marked,
      },
    ];
  }
  if (attributes.length > 0) return [{ fate: "updated", reasons: [], attributes }];
  return isMoved && after.resource !== undefined ? [{ fate: "moved", reasons: [], attributes }] : [];
}

function isWithin(path: string, whole: string): boolean {
  return path.startsWith(whole) && /^(?:$|[.[ ])/.test(path.slice(whole.length));
}

function described(
  stack: string,
  entry: ComparedEntry | undefined,
): Pick<ResourceChange, "stack" | "address" | "type" | "construct" | "object"> & Owner {
  const { object, resource } = entry ?? {};
  const written = object?.object();
  const identity = written === undefined ? resource && declaredObject(resource) : identityOf(written);
  return {
    stack,
    ...(resource !== undefined && {
      address: resource.address,
      type: resource.type,
      construct: resource.construct,
    }),
    ...(identity !== undefined && { object: identity }),
    ...ownerOf(written ?? resource?.attributes),
  };
}

/** Where two entries differ: as Kubernetes writes it where there is an object, and in what only Terraform knows. */
function attributesOf(
  before: ComparedEntry | undefined,
  after: ComparedEntry | undefined,
): AttributeChange[] {
  const [was, is] = [before?.object, after?.object];
  if (was === undefined && is === undefined)
    return resourceDifferences(before, after, (attributes) => attributes);
  if (before === undefined || after === undefined || was === undefined || is === undefined) {
    return objectDifferences(was?.object(), is?.object());
  }
  // Of the same object, whatever else the resource says of it is Terraform's.
  if (was.text === is.text) {
    const isSameType = before.resource?.type === after.resource?.type;
    return isSameType ? resourceDifferences(before, after, (attributes) => attributes) : [];
  }
  return [
    ...objectDifferences(was.object(), is.object()),
    ...resourceDifferences(before, after, (attributes) =>
      Object.fromEntries(Object.entries(attributes).filter(([name]) => terraformsOwn.has(name))),
    ),
  ];
}

/** Arguments that no object has: how Terraform goes about it. */
const terraformsOwn: ReadonlySet<string> = new Set([
  "computed_fields",
  "count",
  "field_manager",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
  "timeouts",
  "wait",
  "wait_for",
  "wait_for_completion",
  "wait_for_default_service_account",
  "wait_for_load_balancer",
  "wait_for_rollout",
]);

/** What an object is and what it is called are in its name already. */
function objectDifferences(
  before: PlainObject | undefined,
  after: PlainObject | undefined,
): AttributeChange[] {
  const hidden = hiddenIn(after ?? before ?? {});
  if (before !== undefined && after !== undefined) return differences(before, after, hidden);
  return differences(contentOf(before), contentOf(after), hidden);
}

function contentOf(object: PlainObject | undefined) {
  if (object === undefined) return {};
  const { apiVersion: _version, kind: _kind, metadata, ...rest } = object;
  const { annotations } = metadata as { readonly annotations?: unknown };
  const [labels, said] = [labelsIn(object), annotations];
  return { metadata: { labels, ...(said !== undefined && { annotations: said }) }, ...rest };
}

function resourceDifferences(
  before: ComparedEntry | undefined,
  after: ComparedEntry | undefined,
  part: (attributes: ConfiguredResource["attributes"]) => ConfiguredResource["attributes"],
): AttributeChange[] {
  const of = (entry: ComparedEntry | undefined) => {
    // An order among resources is no change of any, and comments are not Terraform's.
    const { "//": _comment, depends_on: _order, ...attributes } = entry?.resource?.attributes ?? {};
    return part(attributes);
  };
  const type = (after ?? before)?.resource?.type ?? "";
  return differences(of(before), of(after), hiddenInResource(type));
}
