/** A text inside an object, with its key path. */
export interface Text {
  readonly field: string;
  readonly value: string;
}

/** Every text inside an object, with its key path: `data.config.toml`, `spec.containers[0].image`. */
export function* stringsIn(value: unknown, field = ""): Generator<Text> {
  if (typeof value === "string") yield { field, value };
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* stringsIn(item, `${field}[${index}]`);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value))
      yield* stringsIn(item, field === "" ? key : `${field}.${key}`);
  }
}
