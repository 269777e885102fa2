import type { Timeline } from "../placement/timeline.ts";
import { drainedShare } from "../site/mining/drain.ts";
import { bold, cyan, dim, yellow } from "./colors.ts";
import { textWidth, wrapped } from "./columns.ts";

type Phase = Timeline["phases"][number];

const labelWidth = 11;

/** A phase of a zone: what becomes of it and when, who leaves, what is built or kept, what becomes available. */
export function phaseText(phase: Phase): string[] {
  const color = phase.kind === "mining" || phase.kind === "return-to-mining" ? yellow : cyan;
  return [
    `${phase.from} ${bold(phase.zone)} ${color(headline(phase))}`,
    ...rows(phase)
      .filter(([, text]) => text !== "")
      .flatMap(([label, text]) =>
        wrapped(text, textWidth - labelWidth).map(
          (line, index) => dim((index === 0 ? `  ${label}` : "").padEnd(labelWidth)) + line,
        ),
      ),
  ];
}

function headline({ kind, complete, days, hallStood, hallBegins, steps }: Phase): string {
  if (kind === "mining") return "mines";
  if (kind === "return-to-mining") return "goes back to mining";
  if (steps.length === 1) return "is AI-ready";
  if (hallBegins === undefined) return "stops mining; no hall is planned there";
  const verb = kind === "new-hall" ? "is built" : hallStood ? "is made an AI hall again" : "is converted";
  return complete === undefined
    ? `${verb}; no day to be AI-ready is planned`
    : `${verb}, AI-ready from ${complete} (${days} days)`;
}

function rows(phase: Phase): (readonly [label: string, text: string])[] {
  const { minersLeave, minersArrive, hallEnds, hallBegins, loadEnds, steps, complete } = phase;
  const gone = loadEnds === undefined ? "" : `, gone by ${loadEnds}`;
  return [
    ["steps", steps.length === 1 ? "" : steps.map(({ state, from }) => `${state} ${from}`).join(", ")],
    ["drains", drain(phase)],
    ["leaves", minersLeave === undefined ? "" : `${miners(minersLeave)}${gone}`],
    ["leaves", hallEnds === undefined ? "" : hall(hallEnds)],
    ["arrives", minersArrive === undefined ? "" : miners(minersArrive)],
    ...powerRows(phase),
    ["ready", hallBegins === undefined || complete === undefined ? "" : hall(hallBegins)],
  ];
}

const drainWords: Readonly<Record<NonNullable<Phase["drain"]>["steps"][number]["name"], string>> = {
  "stop-new-work": "no new work",
  "point-to-pools": "miners to their pools",
  "watch-hashrate": `hashrate below ${drainedShare * 100} %`,
  remove: "proxy and miners removed",
};

/** The steps of a drain by the days they are due; who does what, and the way back, is in the JSON. */
function drain({ drain: plan }: Phase): string {
  return (plan?.steps ?? [])
    .map(({ name, by }) => `${drainWords[name]} ${by === undefined ? "(no day planned)" : `by ${by}`}`)
    .join(", ");
}

type Miners = NonNullable<Phase["minersLeave"]>;

function miners({ miners: models, hashrate, gross, poolSet, pools, networks }: Miners): string {
  return [
    ...models.map(({ model, count }) => `${count.toLocaleString("en-US")} ${model}`),
    `${hashrate}`,
    `${gross} gross`,
    `pool set ${poolSet} (${pools.join(", ")})`,
    `network${networks.length === 1 ? "" : "s"} ${networks.map(({ cidr, vlan }) => `${cidr} (VLAN ${vlan})`).join(", ")}`,
  ].join(", ");
}

function hall({ critical, positions, redundancy }: NonNullable<Phase["hallBegins"]>): string {
  return `${critical} critical, ${positions} rack positions, ${redundancy}`;
}

/** What of the building, its power and its cooling stays, comes and goes. */
function powerRows({ power, cooling, generators, reused, replaced }: Phase): (readonly [string, string])[] {
  const cooled = (kept: boolean) =>
    cooling
      .filter((group) => group.reused === kept)
      .map(({ medium, units, unit, redundancy }) => `${medium} cooling of ${units} × ${unit}, ${redundancy}`);
  const others = reused.filter((what) => what !== "cooling" || cooling.length === 0);
  return [
    ["keeps", [...power.survives, ...others, ...cooled(true)].join(", ")],
    ["uses", power.joins.join(", ")],
    ["builds", [...power.new, ...generators, ...cooled(false)].join(", ")],
    ["replaces", [...power.replaced.map(({ node, by }) => `${node} by ${by}`), ...replaced].join(", ")],
    ["removes", power.removed.join(", ")],
    ["stays", power.kept.join(", ")],
    ["frees", power.freed.join(", ")],
  ];
}
