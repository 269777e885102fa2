/** On paper: light, nothing clipped by a box that scrolls, nothing that waits to be pressed. */
export const print = `
@media print {
  @page { size: A4 landscape; margin: 11mm; }
  :root, :root[data-theme] { color-scheme: light; }
  html { font-size: 11px; scroll-behavior: auto; }
  nav, .skip, #theme, #selection { display: none !important; }
  main, header.page, footer { max-width: none; padding-inline: 0; }
  .scroll { overflow: visible; max-height: none; }
  svg.one-line, svg.timeline, svg.load-chart, svg.fabric { min-width: 0; }
  .hall { content-visibility: visible; break-inside: avoid; }
  .sides.two { grid-template-columns: 1fr 1fr; }
  .sides.two:has(.one-line, .timeline, .load-chart) { grid-template-columns: 1fr; }
  .findings > li, .losses li, tr, figure { break-inside: avoid; }
  .part h2, caption, figcaption, summary { break-after: avoid; }
  body, .findings > li, .losses li, rect { print-color-adjust: exact; }
  a { color: inherit; text-decoration: none; }
}
`;
