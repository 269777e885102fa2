import type { NetworkChanges } from "../../../review.ts";
import { transition } from "../amounts.ts";
import type { Page } from "../page.ts";

type Path = NetworkChanges["paths"][number];

const marks: Readonly<Record<Path["change"], string>> = {
  opened: "⚠️ **Opened:**",
  unclear: "⚠️ **Unclear:**",
  closed: "**Closed:**",
};

/** What may talk to what, and the identifiers that keep tenants apart. */
export function network({ paths, identifiers, fabrics }: NetworkChanges, page: Page): string[] {
  const order = ["opened", "unclear", "closed"];
  const sorted = [...paths].sort((a, b) => order.indexOf(a.change) - order.indexOf(b.change));
  return [
    ...page.list(sorted, "network paths", (path) => pathText(path, page)),
    ...page.table(identifiers, "identifiers", [
      { head: "Tenant", cell: ({ tenant }) => page.cell(tenant) },
      { head: "Fabric", cell: ({ fabric }) => page.cell(fabric) },
      { head: "Identifier", cell: ({ what }) => what.replace("_", "\\_") },
      { head: "Before and after", cell: ({ change }) => transition(change, (value) => page.cell(value)) },
    ]),
    ...page.list(fabrics, "fabrics", ({ fabric, notes }) => {
      return `Fabric ${page.name(fabric)}: ${notes.map((note) => page.sentence(note)).join("; ")}`;
    }),
  ];
}

function pathText({ change, object, stack, whose, direction, path }: Path, page: Page): string {
  return `${marks[change]} ${direction} ${page.sentence(path)} by ${page.name(object)} of ${page.sentence(whose)} (stack ${page.name(stack)})`;
}
