import type { ObjectReference } from "./live-object.ts";

/** How the API server serves a kind. */
export interface ServedKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** The kind in paths, such as `networkpolicies`. */
  readonly plural: string;
  readonly namespaced: boolean;
}

/** Where a group and version are. */
export function versionPath(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

/** Where all objects of a kind are, or those of a namespace. */
export function collectionPath({ apiVersion, plural, namespaced }: ServedKind, namespace?: string): string {
  const base = versionPath(apiVersion);
  return namespaced && namespace !== undefined
    ? `${base}/namespaces/${encodeURIComponent(namespace)}/${plural}`
    : `${base}/${plural}`;
}

/** Where one object is. */
export function objectPath(kind: ServedKind, { metadata }: ObjectReference): string {
  return `${collectionPath(kind, metadata.namespace)}/${encodeURIComponent(metadata.name)}`;
}

/** An answer of the API server's discovery. */
export interface ResourceList {
  readonly resources?: readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
  }[];
}

/** The kinds of a group and version; subresources are no kinds of their own. */
export function kindsOf(apiVersion: string, { resources = [] }: ResourceList): ServedKind[] {
  return resources
    .filter(({ name }) => !name.includes("/"))
    .map(({ name, kind, namespaced }) => ({ apiVersion, kind, plural: name, namespaced }));
}
