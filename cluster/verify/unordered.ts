/**
 * Lists whose order says nothing, though the API server keeps it: what rules of roles name, values of a selector, scopes
 * of a quota. Terraform's provider writes them in an order of its own.
 */
const unordered =
  /(^|\.)(rules\.(apiGroups|resources|resourceNames|nonResourceURLs|verbs)|matchExpressions\.values|scopes)$/;

/** Whether two lists at a place of an object, by its field names, say the same in another order. */
export function isSameInAnyOrder(
  fields: readonly string[],
  declared: readonly unknown[],
  live: readonly unknown[],
): boolean {
  if (declared.length !== live.length || !unordered.test(fields.join("."))) return false;
  const sorted = [...live].sort();
  return [...declared].sort().every((value, index) => value === sorted[index]);
}
