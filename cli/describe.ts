import type { TenantPromise } from "../placement/promises.ts";
import type { SitePlan } from "../placement/site-plan.ts";
import { ninesText } from "../site/availability/promise.ts";
import type { Power } from "../site/units/index.ts";
import { bold, cyan, dim, green, red, yellow } from "./colors.ts";
import { columns, textWidth, wrapped } from "./columns.ts";

const stateColors: Readonly<Record<string, (text: string) => string>> = {
  tenant: green,
  "ai-ready": cyan,
  mining: yellow,
  draining: red,
};

/** A plan as a person reads it in one screen, and what the power and cooling of each tenant are modelled to yield. */
export function describePlan(plan: SitePlan, promises: readonly TenantPromise[]): string {
  const by = plan.operator === undefined ? "" : ` (${plan.operator})`;
  return [
    bold(`${plan.title ?? plan.site}${by} on ${plan.day}`),
    "",
    ...columns([...interconnects(plan), ...load(plan), ...obligations(plan), ...tightest(plan)]),
    "",
    ...columns(zones(plan)),
    "",
    ...columns(tenants(plan)),
    ...later(plan),
    ...availability(promises),
    "",
    figures(plan),
    "",
  ].join("\n");
}

type Row = readonly string[];

function count(number: number): string {
  return number.toLocaleString("en-US");
}

function interconnects(plan: SitePlan): Row[] {
  return plan.interconnects.map(({ name, voltage, gridOperator, approved, gross, headroom }) => [
    bold("Grid"),
    `${name}, ${voltage}, ${gridOperator}: ${gross} gross of ${approved} approved, ${headroom} free`,
  ]);
}

function load({
  load: { gross, ai, critical, aiCapacity, mining, curtailable, miners, hashrate },
}: SitePlan): Row[] {
  return [
    [bold("Load"), `${gross} gross`],
    [bold("AI"), `${ai} gross, ${critical} critical of ${aiCapacity} that is ready`],
    [bold("Mining"), `${mining} gross, ${curtailable} curtailable, ${count(miners)} miners, ${hashrate}`],
  ];
}

function obligations(plan: SitePlan): Row[] {
  return plan.obligations.map(({ name, programme, obligation }) => [
    bold("Obliged"),
    `${name} (${programme}): shed ${obligation} on call, ${plan.load.curtailable} can be`,
  ]);
}

function tightest({ tightest: node }: SitePlan): Row[] {
  if (node === undefined) return [];
  const { at, scenario, load, capacity, headroom } = node;
  return [[bold("Tightest"), `${at} with ${scenario}: ${load} of ${capacity}, ${headroom} free`]];
}

function zones(plan: SitePlan): Row[] {
  const header = ["Zone", "State", "Gross", "Critical", "Racks", "Miners", "Hashrate", "Next, from"].map(
    (text) => bold(text),
  );
  return [
    header,
    ...plan.zones.map((zone) => [
      zone.hall === undefined ? zone.name : `${zone.name} (${zone.hall})`,
      (stateColors[zone.state] ?? dim)(zone.state),
      zone.gross.isZero ? "" : String(zone.gross),
      zone.aiCapacity.isZero ? "" : share(zone.critical, zone.aiCapacity),
      zone.positions === 0 ? "" : `${zone.racks}/${zone.positions}`,
      zone.miners === 0 ? "" : count(zone.miners),
      zone.hashrate.isZero ? "" : String(zone.hashrate),
      zone.next === undefined ? "" : dim(`${zone.next.state} ${zone.next.from}`),
    ]),
  ];
}

/** `24 of 24.5 MW`: the unit once, where both have the same. */
function share(part: Power, whole: Power): string {
  const [number, unit] = String(part).split(" ");
  return part.isZero || String(whole).endsWith(` ${unit}`) ? `${number} of ${whole}` : `${part} of ${whole}`;
}

function tenants(plan: SitePlan): Row[] {
  if (plan.tenants.length === 0) return [[dim("No tenant has racks on this day.")]];
  const header = ["Tenant", "Offering", "Critical", "Racks", "Zones", "Until"].map((text) => bold(text));
  return [
    header,
    ...plan.tenants.map(({ name, offering, critical, racks, zones: where, to }) => [
      name,
      offering,
      String(critical),
      Object.entries(racks)
        .map(([type, count]) => `${count} ${type}`)
        .join(", "),
      where.join(", "),
      to,
    ]),
  ];
}

function later({ upcoming }: SitePlan): string[] {
  if (upcoming.length === 0) return [];
  const rows = upcoming.map(({ from, tenant, racks, rackType, zone, critical }) => [
    `  ${from}`,
    `${tenant}: ${racks} ${rackType} in ${zone}, ${critical}`,
  ]);
  return ["", bold("Placed, from"), ...columns(rows)];
}

/** What leases promise against what the model yields, and what the model takes for granted. */
function availability(promises: readonly TenantPromise[]): string[] {
  if (promises.length === 0) return [];
  const rows = promises.map(({ tenant, promised, zone, modelled, met }) => [
    `  ${tenant}`,
    promised === undefined ? "nothing promised" : `${promised} promised`,
    `${ninesText(modelled.availability)} modelled in ${zone}, ${modelled.downtime} a year down`,
    promised === undefined ? "" : met ? green("met") : red("short"),
    dim(`weakest ${modelled.weakest}`),
  ]);
  const assumed = new Set(promises.flatMap(({ modelled }) => modelled.assumptions));
  return [
    "",
    bold("Availability"),
    ...columns(rows),
    ...[...assumed].flatMap((text) => wrapped(text, textWidth - 2).map((line) => dim(`  ${line}`))),
  ];
}

function figures({ figures: { total, unverified, assumed } }: SitePlan): string {
  const text = `${total} figures: ${unverified} not verified, of which ${assumed} assumed`;
  return unverified === 0 ? dim(text) : yellow(text);
}
