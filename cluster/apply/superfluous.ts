import { adoptedLabel, tenantLabel } from "../../constructs/identity.ts";
import type { LiveObject, ObjectReference } from "../live/live-object.ts";
import { referenceOf } from "../live/object-key.ts";

/** A live object that carries the site's labels and that no stack declares. */
export interface Superfluous extends ObjectReference {
  /** So that only this object is deleted, not one that somebody makes anew under its name. */
  readonly uid: string;
  readonly tenant?: string | undefined;
  /** Whether it was there before the site: it is let go, and not deleted. */
  readonly adopted: boolean;
}

/** Whether an object that is not declared was once applied. What a controller made follows its owner, and what is being deleted is gone. */
export function isSuperfluous({ metadata }: LiveObject): boolean {
  return (metadata.ownerReferences ?? []).length === 0 && metadata.deletionTimestamp === undefined;
}

export function superfluous(object: LiveObject): Superfluous {
  const { uid = "", labels = {} } = object.metadata;
  return {
    ...referenceOf(object),
    uid,
    tenant: labels[tenantLabel],
    adopted: labels[adoptedLabel] === "true",
  };
}
