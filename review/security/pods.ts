import { isJsonObject, type JsonObject } from "../../constructs/kubernetes/json.ts";

/** A pod that an object is or makes, whatever its kind: something that lists containers. */
export interface PodIn {
  /** Where it is: empty where the object makes one pod only, as most do. */
  readonly at: string;
  readonly spec: JsonObject;
}

export function podsIn(object: JsonObject | undefined): PodIn[] {
  const found = object === undefined ? [] : [...specsIn(object, "")];
  return found.length === 1 ? found.map(({ spec }) => ({ at: "", spec })) : found;
}

function* specsIn(value: unknown, at: string): Generator<PodIn> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const name = isJsonObject(item) && typeof item["name"] === "string" ? item["name"] : String(index);
      yield* specsIn(item, `${at}[${name}]`);
    }
  } else if (isJsonObject(value)) {
    const { containers } = value;
    if (Array.isArray(containers) && containers.some((item) => isJsonObject(item) && "image" in item)) {
      yield { at, spec: value };
    } else
      for (const [key, item] of Object.entries(value)) yield* specsIn(item, at === "" ? key : `${at}.${key}`);
  }
}

/** Containers of every sort, by name. */
export function containersOf(spec: JsonObject): ReadonlyMap<string, JsonObject> {
  const lists = ["initContainers", "containers", "ephemeralContainers"].map((list) => spec[list]);
  return new Map(
    lists.flatMap((list) =>
      (Array.isArray(list) ? list : [])
        .filter(isJsonObject)
        .map((container): [string, JsonObject] => [String(container["name"] ?? ""), container]),
    ),
  );
}
