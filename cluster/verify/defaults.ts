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

/** Fields that the API server never stores with such a value, whoever sent it. Of most, absent is not the same as false. */
const neverStored: Readonly<Record<string, unknown>> = { globalDefault: false };

/** Whether a field with a value is the same as none. */
export function saysNothing(fields: readonly string[], value: unknown): boolean {
  const [field = ""] = fields;
  return fields.length === 1 && Object.hasOwn(neverStored, field) && neverStored[field] === value;
}
