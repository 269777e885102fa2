/** Fields whose keys are names of resources, and whose values are quantities. */
const maps = new Set(["limits", "requests", "hard", "max", "min", "default", "defaultRequest", "capacity"]);

/** Fields that are quantities themselves. */
const fields = new Set(["nominalQuota", "borrowingLimit", "lendingLimit", "sizeLimit", "divisor"]);

/** Whether a field of an object is a quantity. Text in metadata and in ConfigMaps never is. */
export function isQuantityField(path: readonly string[]): boolean {
  const [last, parent] = [path.at(-1) ?? "", path.at(-2) ?? ""];
  return path[0] === "spec" && (maps.has(parent) || fields.has(last));
}
