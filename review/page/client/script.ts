import { arrowKeys } from "./arrow-keys.ts";
import { printing } from "./printing.ts";
import { selection } from "./selection.ts";
import { theme } from "./theme.ts";

/**
 * The page's own script: functions in their own words, each called once. They name nothing from outside themselves but what a
 * browser has, so that their text is all there is to them, whether it comes from the sources or from what is compiled.
 *
 * A runner of sources may wrap inner functions in a call of `__name`, for the sake of stack traces; it means nothing here.
 */
export function clientScript(
  parts: readonly (() => void)[] = [theme, selection, arrowKeys, printing],
): string {
  const calls = parts.map((each) => `(${each.toString()})();`);
  return `"use strict";const __name=(value)=>value;\n${calls.join("\n")}\n`.replaceAll("\r\n", "\n");
}
