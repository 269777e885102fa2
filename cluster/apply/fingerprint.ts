import { createHash } from "node:crypto";
import type { LiveObject } from "../live/live-object.ts";

/**
 * A short text that is equal for two states of an object which say the same and are owned by the same managers. The
 * status is left out, which controllers write on their own; so are versions and times, which follow from the rest.
 */
export function fingerprint({ apiVersion: _, kind: __, status: ___, ...object }: LiveObject): string {
  const {
    resourceVersion: ____,
    generation: _____,
    managedFields = [],
    ...metadata
  } = object.metadata as LiveObject["metadata"] & {
    readonly generation?: number;
  };
  const owners = managedFields
    .filter(({ subresource }) => subresource === undefined)
    .map(({ manager, operation, fieldsV1 }) => [manager, operation, fieldsV1]);
  return createHash("sha1")
    .update(JSON.stringify([{ ...object, metadata }, owners]))
    .digest("base64");
}

/** An object as it was read. */
export interface Seen {
  readonly fingerprint: string;
  /** The resource version that it had then. */
  readonly version: string | undefined;
}

/** What is kept of an object that was read, to tell later whether it has changed. */
export function seen(object: LiveObject): Seen {
  return { fingerprint: fingerprint(object), version: object.metadata.resourceVersion };
}
