import type { LiveObject } from "../live/live-object.ts";

/** What the API server makes by itself. */
const bootstrapping = "kubernetes.io/bootstrapping";

interface Bound {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/**
 * Whether an object concerns some namespaces: it is one of them, or in one; it binds rights of the whole cluster to people,
 * or to a service account of theirs; or it is a role that is so bound. The service accounts of other programs of the
 * cluster are somebody else's matter.
 */
export function concerns(
  objects: readonly LiveObject[],
  namespaces: ReadonlySet<string>,
): (object: LiveObject) => boolean {
  const isHere = ({ kind, metadata }: LiveObject) =>
    kind === "Namespace" ? namespaces.has(metadata.name) : namespaces.has(metadata.namespace ?? "");
  const isBinding = (object: LiveObject) =>
    object.kind === "ClusterRoleBinding" && !isBootstrapped(object) && subjectsOf(object).some(isConcerned);
  const isConcerned = ({ kind, namespace = "" }: Bound) =>
    kind !== "ServiceAccount" || namespaces.has(namespace);
  const roles = new Set(
    objects
      .filter((object) => isBinding(object) || (object.kind === "RoleBinding" && isHere(object)))
      .map(roleOf),
  );
  return (object) =>
    isHere(object) ||
    isBinding(object) ||
    (object.kind === "ClusterRole" && !isBootstrapped(object) && roles.has(object.metadata.name));
}

function isBootstrapped({ metadata }: LiveObject): boolean {
  return metadata.labels?.[bootstrapping] !== undefined;
}

function subjectsOf(object: LiveObject): readonly Bound[] {
  return (object["subjects"] ?? []) as readonly Bound[];
}

/** The ClusterRole that is bound. */
function roleOf(binding: LiveObject): string | undefined {
  const { kind, name } = binding["roleRef"] as { readonly kind: string; readonly name: string };
  return kind === "ClusterRole" ? name : undefined;
}
