import { isFields } from "../../policies/plan/change.ts";
import type { ResourceChangeDocument } from "./document.ts";
import { isManifest, isSecret, isTyped } from "./kubernetes.ts";
import { isShapedAs, type Marking, markingBelow, markingOf } from "./marking.ts";
import type { Secrets } from "./secrets.ts";

/** What must not be shown of a value. Several masks lie over each other, and one is enough. */
export type Masks = readonly Marking[];

/** A copy of the whole object that kubectl keeps in it. */
const lastApplied = { "kubectl.kubernetes.io/last-applied-configuration": true };

/** What the values of a Secret are in, as Terraform and as Kubernetes call it. */
const secretData = {
  data: true,
  data_wo: true,
  binary_data: true,
  binary_data_wo: true,
  stringData: true,
  string_data: true,
};

/**
 * The masks of a change, for both of its sides: a value that is sensitive from now on is often the one that it was before.
 * The provider loses the marks of a manifest in the `object` that it computes from it, so those of one cover the other; and it
 * marks nothing where the manifest is a Secret.
 */
export function masksOf({ type, change }: ResourceChangeDocument): Masks {
  const { before, after } = change;
  const stated = [change.before_sensitive, change.after_sensitive];
  const secret = isSecret(type, before, after) ? [secretData] : [];
  if (isTyped(type)) return markings([...stated, ...secret, { metadata: [{ annotations: lastApplied }] }]);
  if (!isManifest(type)) return markings(stated);
  const within = [
    ...stated.filter(isFields).flatMap(({ manifest, object }) => [manifest, object]),
    ...secret,
    { metadata: { annotations: lastApplied } },
  ];
  return [...markings(stated), ...markings(within).map(inManifest)];
}

function inManifest(marking: Marking): Marking {
  return {
    isList: false,
    inner: new Map([
      ["manifest", marking],
      ["object", marking],
    ]),
  };
}

function markings(trees: readonly unknown[]): Marking[] {
  return trees.flatMap((tree) => markingOf(tree) ?? []);
}

/** Whether a value as a whole must not be shown. A mask of another shape than the value covers all of it. */
export function cover(masks: Masks, value: unknown): boolean {
  return masks.some((mask) => mask === true || !isShapedAs(mask, value));
}

/** The masks of an attribute or an element. */
export function below(masks: Masks, step: string | number): Masks {
  return masks.length === 0 ? masks : masks.flatMap((mask) => markingBelow(mask, step) ?? []);
}

/** The same value with a word instead of what must not be shown, for those who look into it themselves. */
export function redacted(value: unknown, masks: Masks, secrets: Secrets): unknown {
  if (value === null || value === undefined || (masks.length === 0 && secrets.areNone)) return value;
  if (cover(masks, value)) return "(sensitive)";
  if (typeof value === "string") return secrets.areIn(value) ? "(sensitive)" : value;
  if (Array.isArray(value)) {
    return value.map((item, index) => redacted(item, below(masks, index), secrets));
  }
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, redacted(inner, below(masks, key), secrets)]),
  );
}
