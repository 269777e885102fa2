/** What the API server adds inside of values that belong to one owner whole, where nothing is declared. */
const added: Readonly<Record<string, readonly unknown[]>> = {
  apiGroup: ["rbac.authorization.k8s.io", ""],
  matchPolicy: ["Equivalent"],
  protocol: ["TCP"],
  scope: ["*"],
};

/** Whether a field that is live and not declared is none that somebody put there: it says nothing, or what is usual. */
export function isDefault(key: string, value: unknown): boolean {
  return isEmpty(value) || (added[key]?.includes(value) ?? false);
}

/** Nothing, or an object or list with nothing in it: the API server leaves some of these out, and adds others. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
