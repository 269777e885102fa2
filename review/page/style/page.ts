/** The page around tables and pictures. */
export const page = `
*, *::before, *::after { box-sizing: border-box; }
html { font: 15px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; scroll-padding-top: 4rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
main, header.page, footer { max-width: 110rem; margin-inline: auto; padding-inline: clamp(0.9rem, 2.5vw, 2.25rem); }
main { outline: none; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.code, code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; font-size: 0.9em; }
.skip { position: absolute; left: -99rem; background: var(--panel); padding: 0.5rem 1rem; z-index: 5; }
.skip:focus { left: 0.5rem; top: 0.5rem; }
header.page { padding-block: 1.6rem 1.1rem; position: relative; }
header.page h1 { font-size: clamp(1.2rem, 1rem + 0.7vw, 1.65rem); line-height: 1.28; margin: 0.15rem 0 0.5rem; text-wrap: balance; max-width: 48em; font-weight: 650; letter-spacing: -0.01em; }
.site { margin: 0; padding-right: 5rem; color: var(--soft); font-weight: 600; }
.compared { margin: 0; color: var(--soft); }
.outcome { display: inline-block; border: 1.5px solid currentcolor; border-radius: 3px; padding: 0 0.5em; font-weight: 650; color: var(--accent); margin-right: 0.5em; }
.outcome.policy { color: var(--over); }
.outcome.nothing { color: var(--added); }
#theme { position: absolute; right: clamp(0.9rem, 2.5vw, 2.25rem); top: 1.3rem; }
button { font: inherit; color: var(--ink); background: var(--panel); border: 1px solid var(--soft); border-radius: 4px; padding: 0.15rem 0.7rem; cursor: pointer; }
button:hover { border-color: var(--ink); }
nav { position: sticky; top: 0; z-index: 3; background: var(--paper); border-block: 1px solid var(--rule); }
nav ul { display: flex; gap: 0.2rem 1.2rem; overflow-x: auto; list-style: none; max-width: 110rem; margin: 0 auto; padding: 0.45rem clamp(0.9rem, 2.5vw, 2.25rem); scrollbar-width: thin; }
nav a { color: var(--ink); text-decoration: none; white-space: nowrap; }
nav a:hover { text-decoration: underline; }
.count { color: var(--soft); font-size: 0.85em; margin-left: 0.3em; }
.part { margin-block: 2.4rem; }
.part h2 { font-size: 1.3rem; margin: 0 0 0.6rem; padding-top: 0.7rem; border-top: 2px solid var(--ink); font-weight: 650; }
.part h3 { font-size: 1rem; margin: 0.4rem 0; }
.lead, .quiet, .where, .none, .figure-note, .was { color: var(--soft); }
.lead { max-width: 60em; margin: 0 0 0.6rem; }
.figures { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr)); gap: 0; margin: 1.4rem 0 0; border: 1px solid var(--rule); background: var(--panel); }
.figures li { padding: 0.7rem 0.9rem; border-right: 1px solid var(--rule); box-shadow: 0 1px 0 var(--rule); display: flex; flex-direction: column; }
.figures li.changed { box-shadow: inset 0 3px 0 var(--accent), 0 1px 0 var(--rule); }
.figure-name { font-size: 0.85rem; font-weight: 600; }
.figures strong { font-size: 1.5rem; line-height: 1.25; font-weight: 650; white-space: nowrap; }
.figures li { container-type: inline-size; }
.figures strong.long { font-size: min(1.5rem, 10.5cqi); }
.figures .unit { font-size: 0.9rem; font-weight: 500; }
.figure-note, .was { font-size: 0.82rem; }
.was { color: var(--ink); }
.losses { list-style: none; padding: 0; display: grid; gap: 0.6rem; }
.losses li { border: 1px solid var(--removed); border-left-width: 6px; background: var(--panel); padding: 0.5rem 0.9rem; }
.losses p, .losses h3 { margin: 0.15rem 0; }
.fate { font-weight: 650; }
.fate.destroyed, .losses .fate, .fate.replaced { color: var(--removed); }
.fate.created { color: var(--added); }
.whose { color: var(--soft); font-weight: 500; }
.facts { display: grid; gap: 0.5rem 2rem; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); margin: 0.4rem 0; }
.facts dt { color: var(--soft); font-size: 0.85rem; }
.facts dd { margin: 0; }
.counts { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.2rem 1.6rem; margin: 0; }
.findings { list-style: none; padding: 0; display: grid; gap: 0.6rem; margin: 0.4rem 0; }
.findings > li { border: 1px solid var(--rule); border-left: 6px solid var(--soft); background: var(--panel); padding: 0.4rem 0.9rem; }
.findings > li.hard { border-left-color: var(--over); }
.findings > li.soft { border-left-color: var(--tight); }
.findings p { margin: 0.1rem 0; max-width: 75em; }
.findings > li:target { outline: 3px solid var(--accent); }
.level, .verdict, span.state { display: inline-block; border: 1px solid currentcolor; border-radius: 3px; padding: 0 0.4em; font-size: 0.82em; font-weight: 600; }
.level.hard, .verdict.opened, .verdict.more { color: var(--over); }
.level.soft, .verdict.unclear { color: var(--tight); }
.level.advisory, span.state { color: var(--soft); }
.verdict.closed, .verdict.less { color: var(--added); }
ul.plain { list-style: none; padding: 0; margin: 0; }
ul.resources { padding-left: 1.1rem; margin: 0.3rem 0; }
ul.resources p { margin: 0.1rem 0; }
details > summary { cursor: pointer; padding: 0.25rem 0; }
details.unchanged > summary, details.numbers > summary { color: var(--soft); }
details.stack, details.group { border-top: 1px solid var(--rule); }
details.group { margin-left: 1.2rem; }
details.attributes > summary { color: var(--soft); }
ins { text-decoration: none; color: var(--added); font-weight: 600; }
del { color: var(--soft); text-decoration-thickness: 1px; }
#selection { position: fixed; right: 1rem; bottom: 1rem; width: min(24rem, calc(100vw - 2rem)); max-height: 60vh; overflow: auto; z-index: 4; background: var(--panel); border: 1px solid var(--soft); border-top: 4px solid var(--accent); padding: 0.8rem 1rem; box-shadow: 0 6px 24px rgb(0 0 0 / 0.22); }
#selection[hidden] { display: none; }
#selection h2 { font-size: 1.05rem; margin: 0 4rem 0.4rem 0; }
#selection dl { display: grid; grid-template-columns: auto 1fr; gap: 0.1rem 0.9rem; margin: 0 0 0.4rem; }
#selection dt { color: var(--soft); }
#selection dd { margin: 0; }
#selection-close { position: absolute; right: 0.7rem; top: 0.7rem; }
footer { color: var(--soft); padding-block: 1.4rem 2.4rem; font-size: 0.87rem; border-top: 1px solid var(--rule); }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;
