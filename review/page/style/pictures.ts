/** The pictures. A figure's parts are named by what they are; sizes are those of each picture's own coordinates. */
export const pictures = `
svg { display: block; max-width: 100%; height: auto; font: 11px system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
svg text { fill: var(--ink); }
svg.definitions { position: absolute; }
svg.one-line, svg.timeline, svg.load-chart, svg.fabric { min-width: 38rem; }
.legend svg { min-width: 0; flex: none; border: 1px solid var(--rule); }
figure { margin: 0; min-width: 0; }
figcaption { padding: 0.3rem 0; }
figcaption strong { font-weight: 650; }
.side > figcaption { font-weight: 600; }
.hall .side > figcaption { font-weight: 400; font-size: 0.88rem; }
.sides { display: grid; gap: 0.8rem 1.6rem; }
.sides + .sides { margin-top: 1rem; }
.sides.two > .side.base { border-right: 0; }
.halls { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22.5rem), 1fr)); gap: 1.2rem 1.6rem; }
.halls.changed { grid-template-columns: 1fr; }
.halls .sides + .sides { margin-top: 1rem; }
.sides.two { grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); }
.sides.two:has(.one-line, .timeline, .load-chart) { grid-template-columns: repeat(auto-fit, minmax(min(100%, 52rem), 1fr)); }
.fabrics { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 38rem), 1fr)); gap: 1.2rem 1.6rem; }
.fabrics .hall:has(.two) { grid-column: 1 / -1; }
.hall { content-visibility: auto; contain-intrinsic-size: auto 26rem; min-width: 0; }
.hall h3 { margin: 0; }
.legend { list-style: none; padding: 0; margin: 0 0 0.8rem; display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; font-size: 0.87rem; }
.legend li { display: flex; align-items: center; gap: 0.4rem; }
.key { font-weight: 650; color: var(--soft); }

.card { fill: var(--panel); stroke: var(--line); }
.zone .card { fill: var(--paper); }
.changed > g > .card { stroke: var(--accent); stroke-width: 2.5; }
.symbol { fill: none; stroke: var(--line); stroke-width: 1.3; }
.symbol .thick { stroke-width: 3; }
.name { font-weight: 650; }
.one-line .name { font-size: 13px; }
.one-line .share { font-size: 11.5px; }
.one-line .load { font-size: 11.5px; }
.one-line text.note { font-size: 10.5px; }
text.note { fill: var(--soft); font-size: 9.5px; }
.share, .worst-share { font-weight: 650; }
svg .worst-share { font-size: 10.5px; }
text.ample { fill: var(--ample); } text.much { fill: var(--much); } text.tight { fill: var(--tight); } text.over { fill: var(--over); }
rect.scale { fill: var(--rule); }
.fill.ample { fill: var(--ample); } .fill.much { fill: url(#load-much); } .fill.tight { fill: url(#load-tight); } .fill.over { fill: url(#load-over); }
.load-pattern path { fill: none; stroke: var(--panel); }
.load-pattern.much rect { fill: var(--much); } .load-pattern.tight rect { fill: var(--tight); } .load-pattern.over rect { fill: var(--over); }
.worst { stroke: var(--ink); stroke-width: 1.6; }
.line { fill: none; stroke: var(--line); stroke-width: 1.2; }
.line.other-path { stroke-dasharray: 5 3; }
.bus { stroke: var(--line); stroke-width: 3.2; stroke-linecap: round; fill: none; }
.path-name { font-size: 9px; font-weight: 650; }
svg a:focus { outline: none; }
svg a:focus-visible .card, svg a.chosen .card { stroke: var(--accent); stroke-width: 3.5; }
svg a:hover .card { stroke: var(--accent); }
svg a { text-decoration: none; cursor: pointer; }
.mark path { fill: var(--mark); stroke: #18202b; stroke-width: 1; stroke-linejoin: round; }
svg .mark text { fill: #18202b; font-size: 8.5px; font-weight: 700; }

.tint-0 rect { fill: var(--tint-0); } .tint-0 path { stroke: var(--on-0); }
.tint-1 rect { fill: var(--tint-1); } .tint-1 path { stroke: var(--on-1); }
.tint-2 rect { fill: var(--tint-2); } .tint-2 path { stroke: var(--on-2); }
.tint-3 rect { fill: var(--tint-3); } .tint-3 path { stroke: var(--on-3); }
.tint-4 rect { fill: var(--tint-4); } .tint-4 path { stroke: var(--on-4); }
.tint-5 rect { fill: var(--tint-5); } .tint-5 path { stroke: var(--on-5); }
.tint-6 rect { fill: var(--tint-6); } .tint-6 path { stroke: var(--on-6); }
.tint-7 rect { fill: var(--tint-7); } .tint-7 path { stroke: var(--on-7); }
.tint-none rect { fill: var(--panel); } .tint-none path { stroke: var(--soft); }
pattern path { fill: none; stroke-width: 1.1; }
#state-construction path, #state-stripped path { stroke-opacity: 0.6; }
.free { fill: var(--panel); stroke: var(--soft); stroke-width: 0.6; }
.racks path { stroke: var(--line); stroke-width: 0.9; }
.racks.later path, .racks.held path { stroke-dasharray: 3 2; fill-opacity: 0.4; }
a.racks:focus-visible path, a.racks.chosen path, a.racks:hover path { stroke: var(--accent); stroke-width: 3; }
.gaps { stroke: var(--line); stroke-width: 0.5; fill: none; opacity: 0.55; pointer-events: none; }
.differs { fill: none; stroke: var(--ink); stroke-width: 2.6; pointer-events: none; }
.tag { pointer-events: none; }
.tag rect { fill: var(--panel); fill-opacity: 0.92; }
.tag text { font-size: 9.5px; font-weight: 600; }
.scales text, .elevation text { font-size: 9.5px; fill: var(--soft); }
.ground { stroke: var(--line); fill: none; }
.elevations > summary { color: var(--soft); font-size: 0.87rem; }

.zone-name { font-weight: 650; }
.tick path { stroke: var(--rule); fill: none; }
.tick text { fill: var(--soft); font-size: 10px; }
path.today, .today path { stroke: var(--over); stroke-width: 1.6; fill: none; }
.today text { fill: var(--over); font-weight: 650; font-size: 10px; }
rect.state { stroke: var(--panel); stroke-width: 1; fill: var(--tint-7); }
rect.state.mining { fill: var(--tint-1); } rect.state.draining { fill: url(#state-draining); } rect.state.stripped { fill: url(#state-stripped); }
rect.state.construction { fill: url(#state-construction); } rect.state.commissioning { fill: url(#state-commissioning); }
rect.state.ai-ready { fill: var(--tint-2); } rect.state.tenant { fill: var(--tint-0); }
text.state { font-size: 10px; font-weight: 600; paint-order: stroke; stroke: var(--panel); stroke-width: 2.5px; stroke-linejoin: round; }
.lease > rect { stroke: var(--line); stroke-width: 0.7; }
.lease text { font-size: 9px; }
.load-chart .ai { fill: url(#load-ai); } .load-chart .mining { fill: var(--tint-1); }
.gross { fill: none; stroke: var(--ink); stroke-width: 1.6; }
.approved { fill: none; stroke: var(--over); stroke-width: 1.8; stroke-dasharray: 7 4; }
.unit.free path { fill: var(--panel); }
.unit path { stroke: var(--line); stroke-width: 0.7; }
.unit-number { font-size: 9px; font-weight: 600; paint-order: stroke; stroke: var(--panel); stroke-width: 2px; pointer-events: none; }
`;
