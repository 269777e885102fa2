import { InvalidArgumentError } from "commander";
import { type Day, parseDay } from "../site/day.ts";

/** Reads a day from the command line. */
export function asDay(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new InvalidArgumentError("It is not a day: write it as 2026-12-01.");
  return day;
}
