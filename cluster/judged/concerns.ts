import type { LiveObject } from "../live/live-object.ts";

interface Bound {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

/**
 * Whether an object concerns some namespaces: it is one of them, or in one; it binds rights, wherever that is, to people, or
 * to a service account of theirs; it is a role that is so bound; or it orders the pods of the whole cluster. The service
 * accounts of other programs of the cluster are somebody else's matter. What the API server makes by itself is told apart
 * by what it says, and not by its label, which anybody may write: rules know what they let pass.
 */
export function concerns(
  objects: readonly LiveObject[],
  namespaces: ReadonlySet<string>,
): (object: LiveObject) => boolean {
  const isHere = ({ kind, metadata }: LiveObject) =>
    kind === "Namespace" ? namespaces.has(metadata.name) : namespaces.has(metadata.namespace ?? "");
  const isBinding = (object: LiveObject) =>
    bindings.includes(object.kind) && (isHere(object) || subjectsOf(object).some(isConcerned));
  const isConcerned = ({ kind, namespace = "" }: Bound) =>
    kind !== "ServiceAccount" || namespaces.has(namespace);
  const roles = new Set(objects.filter(isBinding).map(roleOf));
  return (object) =>
    isHere(object) ||
    isBinding(object) ||
    object.kind === "PriorityClass" ||
    (object.kind === "ClusterRole" && roles.has(object.metadata.name));
}

const bindings: readonly string[] = ["ClusterRoleBinding", "RoleBinding"];

function subjectsOf(object: LiveObject): readonly Bound[] {
  return (object["subjects"] ?? []) as readonly Bound[];
}

/** The ClusterRole that is bound. */
function roleOf(binding: LiveObject): string | undefined {
  const { kind, name } = binding["roleRef"] as { readonly kind: string; readonly name: string };
  return kind === "ClusterRole" ? name : undefined;
}
