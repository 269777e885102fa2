import { cell, code, text } from "../../../policies/report/markdown-text.ts";
import { cutShort, shortened } from "../../../policies/report/shortened.ts";
import { counted } from "./amounts.ts";
import type { Limits } from "./limits.ts";

/** A column: what its head says, and whether its cells are numbers, which stand to the right. */
export interface Column<T> {
  readonly head: string;
  readonly numbers?: true;
  readonly cell: (item: T) => string;
}

/**
 * Writes the parts of a comment within limits: names and sentences are escaped and shortened, lists keep their first, and what
 * was left out is remembered, for the comment to say.
 */
export class Page {
  readonly limits: Limits;
  readonly #left = new Map<string, number>();
  #resources = 0;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** A name as code, outside of tables. */
  name(plain: string): string {
    return code(shortened(plain, this.limits.name));
  }

  /** A name in a table. */
  cell(plain: string): string {
    return cell(shortened(plain, this.limits.name));
  }

  /** Words of somebody or something else, within a line. */
  sentence(plain: string): string {
    return text(cutShort(plain, this.limits.sentence));
  }

  /** A table, with an empty line before and after it. Nothing where there are no items. */
  table<T>(items: readonly T[], noun: string, columns: readonly Column<T>[]): string[] {
    if (items.length === 0) return [];
    const rows = this.first(items, this.limits.rows, noun);
    const note = this.#note(items.length - rows.length, noun);
    if (rows.length === 0) return ["", note];
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    return [
      "",
      line(columns.map(({ head }) => head)),
      line(columns.map(({ numbers }) => (numbers ? "---:" : ":---"))),
      ...rows.map((item) => line(columns.map((column) => column.cell(item)))),
      ...(note === "" ? [""] : ["", note, ""]),
    ];
  }

  /** A list of items, with an empty line before it. */
  list<T>(items: readonly T[], noun: string, shown: (item: T) => string, most = this.limits.items): string[] {
    if (items.length === 0) return [];
    const kept = this.first(items, most, noun);
    const note = this.#note(items.length - kept.length, noun);
    return ["", ...kept.map((item) => `- ${shown(item)}`), ...(note === "" ? [] : [`- ${note}`])];
  }

  /** What can be folded away. The summary is of this program's own words: it is not escaped. */
  details(summary: string, lines: readonly string[], open: boolean): string[] {
    if (lines.length === 0) return [];
    return [
      "",
      `<details${open ? " open" : ""}><summary>${summary}</summary>`,
      "",
      ...lines,
      "",
      "</details>",
      "",
    ];
  }

  /** The first of a list; what is beyond is left out. */
  first<T>(list: readonly T[], most: number, noun: string): readonly T[] {
    this.leaveOut(list.length - most, noun);
    return list.slice(0, most);
  }

  /** The first of a list of resources, of which there is a limited number on the whole page. */
  firstResources<T>(list: readonly T[]): readonly T[] {
    const kept = this.first(list, Math.max(0, this.limits.resources - this.#resources), "resources");
    this.#resources += kept.length;
    return kept;
  }

  leaveOut(count: number, noun: string): void {
    if (count > 0) this.#left.set(noun, (this.#left.get(noun) ?? 0) + count);
  }

  /** What was left out, such as `12 zones and 3 resources`; undefined where nothing was. */
  get leftOut(): string | undefined {
    const parts = [...this.#left].map(([noun, count]) => `${counted(count)} ${noun}`);
    const last = parts.pop();
    return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
  }

  #note(count: number, noun: string): string {
    return count <= 0 ? "" : `… and ${counted(count)} more ${noun}.`;
  }
}

/** `1 resource`, `2 resources`. */
export function plural(count: number, noun: string): string {
  return `${counted(count)} ${noun}${count === 1 ? "" : "s"}`;
}
