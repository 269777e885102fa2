/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import { Scroll } from "./scroll.tsx";

interface TableProps {
  readonly caption: string;
  /** A column of numbers is aligned right, and says its unit. */
  readonly columns: readonly Column[];
  readonly children: ComponentChildren;
}

export type Column = string | { readonly name: string; readonly unit?: string; readonly span?: number };

/** A table that scrolls by itself where the window is narrow, also by keyboard. */
export function Table({ caption, columns, children }: TableProps) {
  return (
    <Scroll label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>{columns.map((column) => headOf(column))}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </Scroll>
  );
}

function headOf(column: Column) {
  if (typeof column === "string") return <th scope="col">{column}</th>;
  const { name, unit, span } = column;
  return (
    <th scope={span === undefined ? "col" : "colgroup"} colSpan={span} class="right">
      {name}
      {unit !== undefined && <span class="unit"> {unit}</span>}
    </th>
  );
}

/** A column of numbers before and after, with their difference. */
export function changeColumns(name: string, unit?: string): readonly Column[] {
  return [`${name}, before`, "after", "difference"].map((each) =>
    unit === undefined ? { name: each } : { name: each, unit },
  );
}
