import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** What GitHub's Markdown makes of a text: the kinds of nodes, its raw HTML, and the text outside of code that hosts look into. */
export interface Rendered {
  readonly kinds: ReadonlySet<string>;
  readonly html: readonly string[];
  readonly texts: readonly string[];
  readonly codes: readonly string[];
  readonly tables: readonly { readonly columns: number; readonly rows: readonly number[] }[];
}

export function rendered(markdown: string): Rendered {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const found = {
    kinds: new Set<string>(),
    html: [] as string[],
    texts: [] as string[],
    codes: [] as string[],
    tables: [] as { columns: number; rows: number[] }[],
  };
  const visit = (node: Nodes): void => {
    found.kinds.add(node.type);
    if (node.type === "html") found.html.push(node.value);
    if (node.type === "text") found.texts.push(node.value);
    if (node.type === "inlineCode") found.codes.push(node.value);
    if (node.type === "table") {
      found.tables.push({
        columns: node.align?.length ?? 0,
        rows: node.children.map((row) => row.children.length),
      });
    }
    if ("children" in node) for (const child of node.children) visit(child);
  };
  visit(tree);
  return found;
}
