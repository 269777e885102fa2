import { nearest } from "../schema/closed.ts";

/**
 * What is wrong with the name of a time zone, if anything: it must be a place of the IANA time zone database, whose clocks
 * are known. An abbreviation or an offset does not say when they change.
 */
export function timeZoneProblem(name: string): string | undefined {
  if (name === "UTC") return undefined;
  if (!/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+)+$/.test(name))
    return `"${name}" is no time zone: write its area and city, such as America/Chicago, which say when its clocks change`;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return undefined;
  } catch {
    const near = nearest(name, Intl.supportedValuesOf("timeZone"));
    return `"${name}" is not in the IANA time zone database: ${near === undefined ? "write area and city, such as America/Chicago" : `did you mean "${near}"?`}`;
  }
}
