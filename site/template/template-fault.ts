import type { AnyTemplate } from "./template.ts";

/**
 * What to say where a template throws what is no refusal of answers: a mistake in the template, whose user can only be told
 * which it is, and its maker where.
 */
export function templateFault({ name, version }: AnyTemplate, error: unknown): string {
  const what = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const [, file, line] = /\n\s+at .*?([^/\s(]+(?:\/[^/\s]+){0,3}):(\d+):\d+\)?/.exec(stack) ?? [];
  const at = file === undefined ? "" : `, at ${file}:${line}`;
  return `the template ${name} ${version} itself fails${at}: ${what}: its maker has to mend it; until then take another release of it`;
}
