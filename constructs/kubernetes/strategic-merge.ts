import { isJsonObject, type JsonObject, type JsonValue } from "./json.ts";

/**
 * What tells the entries of a list apart, by the name of the list: those that the Kubernetes API and Kueue's merge entry by
 * entry (`patchMergeKey`, `x-kubernetes-list-map-keys`). Every other list is one value, as it is to `kubectl patch`.
 */
const mergeKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ["name"],
  initContainers: ["name"],
  env: ["name"],
  volumes: ["name"],
  imagePullSecrets: ["name"],
  matchConditions: ["name"],
  flavors: ["name"],
  resources: ["name"],
  volumeMounts: ["mountPath"],
  hostAliases: ["ip"],
  topologySpreadConstraints: ["topologyKey"],
  // Of a container, and of a Service.
  ports: ["containerPort", "port"],
};

/**
 * An object with a patch laid over it: mappings key by key, lists with merge keys entry by entry, all else whole. A null takes a
 * key away, `$patch: delete` an entry of a list.
 */
export function strategicMerge(object: JsonObject, patch: JsonObject): JsonObject {
  const merged: Record<string, JsonValue> = { ...object };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergedValue(key, merged[key], value);
  }
  return merged;
}

function mergedValue(key: string, below: JsonValue | undefined, above: JsonValue): JsonValue {
  if (isJsonObject(above)) return strategicMerge(isJsonObject(below) ? below : {}, above);
  const mergeKey = mergeKeyOf(key, below, above);
  if (mergeKey === undefined) return above;
  return mergedEntries(below as readonly JsonObject[], above as readonly JsonObject[], mergeKey);
}

function mergeKeyOf(key: string, ...lists: readonly (JsonValue | undefined)[]): string | undefined {
  if (!Object.hasOwn(mergeKeys, key)) return undefined;
  return mergeKeys[key]?.find((candidate) =>
    lists.every(
      (list) =>
        Array.isArray(list) && list.every((entry) => isJsonObject(entry) && Object.hasOwn(entry, candidate)),
    ),
  );
}

function mergedEntries(
  below: readonly JsonObject[],
  above: readonly JsonObject[],
  mergeKey: string,
): JsonObject[] {
  const entries = new Map(below.map((entry) => [entry[mergeKey], entry]));
  for (const entry of above) {
    const name = entry[mergeKey];
    if (entry["$patch"] === "delete") entries.delete(name);
    else entries.set(name, strategicMerge(entries.get(name) ?? {}, entry));
  }
  return [...entries.values()];
}
