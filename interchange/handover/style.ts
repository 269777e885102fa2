import { colours } from "../../review/page/style/colours.ts";
import { page } from "../../review/page/style/page.ts";
import { tables } from "../../review/page/style/tables.ts";

const sheet = `
main, header.page, footer { max-width: 62rem; }
table { width: 100%; }
th.right + th:not(.right), td.right + td:not(.right) { padding-left: 1.2rem; }
th.fill, td.fill { min-width: 8rem; height: 2.3rem; }
.facts dd { font-weight: 600; }
.legend { color: var(--soft); font-size: 0.87rem; margin: 0 0 0.9rem; max-width: 60em; }
ul.not { padding-left: 1.2rem; max-width: 60em; }
`;

/**
 * On paper: A4, heads of tables again on each page, a part that is signed never cut in two, and pages numbered where the browser
 * knows margins' boxes (CSS Paged Media 3; Chromium from 131 on).
 */
const paper = (footer: string) => `
@media print {
  @page {
    size: A4;
    margin: 16mm 14mm 18mm;
    @bottom-left { content: ${cssString(footer)}; font: 8px system-ui, sans-serif; color: #566170; }
    @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8px system-ui, sans-serif; color: #566170; }
  }
  :root, :root[data-theme] { color-scheme: light; }
  html { font-size: 10.5px; scroll-behavior: auto; }
  body { background: none; }
  nav, .skip, #theme { display: none !important; }
  main, header.page, footer { max-width: none; padding-inline: 0; }
  header.page { padding-top: 0; }
  .part { margin-block: 1.6rem; }
  .part h2, .part h3, caption, .legend { break-after: avoid; }
  .scroll { overflow: visible; }
  table { background: none; }
  thead { display: table-header-group; }
  tr, p, .facts > div, table:not(:has(tr:nth-of-type(20))) { break-inside: avoid; }
  #cooling, #addresses, #contacts, #not-in-it, #signatures { break-inside: avoid; }
  footer { border: 0; }
  td, th { padding: 0.22rem 0.45rem; }
  th.right + th:not(.right), td.right + td:not(.right) { padding-left: 1rem; }
  a { color: inherit; text-decoration: none; }
}
`;

/** The style sheet of a hand-over sheet, with what stands at the foot of each page of paper. */
export function sheetStyle(footer: string): string {
  return [colours, page, tables, sheet, paper(footer)].join("\n");
}

/** A text in a style sheet: whatever is no letter or digit is written by its number, so that it cannot end the string or the sheet. */
function cssString(text: string): string {
  const escaped = text.replace(
    /[^a-zA-Z0-9 ]/gu,
    (character) => `\\${character.codePointAt(0)?.toString(16)} `,
  );
  return `"${escaped}"`;
}
