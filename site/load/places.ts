type Path = readonly (string | number)[];

/** Where everything in a document was said. */
export interface Places {
  /** `file:line:column` of the value at a key path, or of the nearest thing around it that exists. */
  locate(path: Path): string;
  /** Of a key itself, for keys that should not be there. */
  locateKey(path: Path, key: string): string;
  /** What else helps who has to mend it, after a message: ` (by answers.halls[2] of the template colocation 1.0.0)`. */
  remark?(path: Path): string;
}

/** A key path as a person reads it: `zones[2].ai.rows`. */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step}]` : text === "" ? step : `${text}.${step}`),
    "",
  );
}
