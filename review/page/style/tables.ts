/** Tables: dense, with their numbers aligned, scrolling by themselves. */
export const tables = `
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; font-size: 0.88rem; margin: 0.4rem 0 0.9rem; background: var(--panel); overflow-wrap: normal; }
caption { text-align: left; font-weight: 600; padding: 0.3rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.28rem 0.65rem; border-bottom: 1px solid var(--rule); unicode-bidi: isolate; }
thead th { border-bottom: 1.5px solid var(--ink); font-weight: 600; font-size: 0.82rem; vertical-align: bottom; }
tbody th { font-weight: 600; white-space: nowrap; }
tbody th.code { white-space: normal; overflow-wrap: anywhere; min-width: 12rem; }
td { max-width: 34rem; }
td.code { overflow-wrap: anywhere; min-width: 6rem; white-space: pre-wrap; }
.right { text-align: right; white-space: nowrap; }
.day { white-space: nowrap; }
td.right + td:not(.right) { padding-left: 1.2rem; }
.unit { color: var(--soft); font-weight: 500; }
.difference { font-weight: 600; }
tr:target, tr.chosen { outline: 3px solid var(--accent); outline-offset: -3px; }
`;
