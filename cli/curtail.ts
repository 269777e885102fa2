import type { IntervalOutcome } from "../site/curtailment/outcome.ts";
import type { CurtailmentReport } from "../site/curtailment/report.ts";
import { isLate } from "../site/curtailment/shortfall.ts";
import type { Site } from "../site/site.ts";
import { Power, sum } from "../site/units/index.ts";
import { bold, dim, green, red, yellow } from "./colors.ts";
import { columns, textWidth, wrapped } from "./columns.ts";
import { clock, dollars, isEndless, kilowatts, petahashes, turnNames } from "./curtail-amounts.ts";

/** What a signal does to a site, as a person reads it. */
export function curtailmentText({ document }: Site, report: CurtailmentReport): string {
  const { plan, signal } = report;
  const by = document.operator === undefined ? "" : ` (${document.operator})`;
  const sections = [
    [
      bold(`${document.title ?? plan.site}${by} on ${plan.day}, ${plan.timeZone}: ${signal.name}`),
      ...(signal.zones.length === 0 ? [] : [`About ${signal.zones.join(", ")} only.`]),
    ],
    columns([...before(report), ...asked(report), ...left(report)]).flatMap(fitted),
    loads(report),
    obligations(report),
    money(report),
    document.curtailment?.ramp === undefined
      ? [dim(`The site states no ramp: ${plan.ramp.down} down and ${plan.ramp.up} up are assumed.`)]
      : [],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

const labelWidth = 10;

/** A labelled line, broken where it is too long for the page. */
function fitted(line: string): string[] {
  if (line.length <= textWidth) return [line];
  const label = line.slice(0, labelWidth);
  return wrapped(line.slice(labelWidth).trim(), textWidth - labelWidth).map((part, at) =>
    at === 0 ? label + part : " ".repeat(labelWidth) + part,
  );
}

type Row = readonly [label: string, text: string];

function row(label: string, text: string): Row {
  return [bold(label.padEnd(labelWidth - 2)), text];
}

function total(loads: readonly { readonly power: Power }[]): Power {
  return sum(
    Power.zero,
    loads.map(({ power }) => power),
  );
}

function before({ plan, dispatch, firm }: CurtailmentReport): Row[] {
  const kept = plan.protected.length > 0 ? `, ${total(plan.protected)} mining that may not be shed` : "";
  return [
    row(
      "Before",
      `${dispatch.baseline} at the meter: ${total(plan.order)} may be shed, ${firm.power} is firm AI${kept}`,
    ),
  ];
}

function asked({ plan, dispatch }: CurtailmentReport): Row[] {
  return dispatch.intervals.map((interval) => {
    const { start, end, asked: power } = interval;
    const span = `${clock(plan, start)} ${isEndless(end) ? "on, without end" : `to ${clock(plan, end)}`}`;
    const what = power.isZero
      ? "nothing is to be shed"
      : `shed ${power}, ${outcome(interval, (ms) => clock(plan, ms))}`;
    return row("Asked", `${span}: ${what}`);
  });
}

function outcome(interval: IntervalOutcome, at: (ms: number) => string): string {
  const { met, lost, due, shed, reasons } = interval;
  if (met === undefined && due !== undefined && reasons.length === 0)
    return green(`due ${at(due)}, ${shed} by then`);
  if (met === undefined) return red(`never reached: ${shed} at most`);
  if (lost !== undefined) return red(`reached ${at(met)}, and no longer from ${at(lost)} on`);
  if (due !== undefined && isLate(interval)) return red(`due ${at(due)}, reached ${at(met)}`);
  return green(`reached ${at(met)}`);
}

function left({ plan, dispatch, left: rest, firm, loads: shed }: CurtailmentReport): Row[] {
  const rows = [
    row("Lowest", `${rest.power}, of which ${rest.mining} mining with ${rest.hashrate}`),
    row(
      "Firm AI",
      firm.power.isZero ? "none" : `${firm.power} of ${firm.tenants.join(", ")}: ${green("untouched")}`,
    ),
  ];
  if (shed.length === 0) return rows;
  const inrush = dispatch.peak.exceeds(dispatch.baseline)
    ? `, for seconds up to ${dispatch.peak} with inrush`
    : "";
  return [...rows, row("Back", `${clock(plan, dispatch.restored)}${inrush}`)];
}

function loads({ plan, loads: shed }: CurtailmentReport): string[] {
  if (shed.length === 0) return [dim("Nothing is shed.")];
  const header = ["Shed", "Turn", "kW", "PH/s", "Falls", "Down", "Rises", "Back", "$ an hour"].map((text) =>
    bold(text),
  );
  return columns([
    header,
    ...shed.map((one) => [
      one.load.id,
      turnNames[one.load.class],
      kilowatts(one.shed),
      petahashes(one.hashrate),
      ...[one.falls, one.down, one.rises, one.back].map((ms) => clock(plan, ms)),
      dollars(one.revenueLostPerHour).replace(" $", ""),
    ]),
  ]);
}

function obligations({ obligations: all }: CurtailmentReport): string[] {
  if (all.length === 0) return [];
  return [
    bold("Obligations"),
    ...columns(
      all.map(({ name, programme, obligation, notice, maximumDuration, called, met, least, available }) => [
        `  ${name}`,
        programme,
        `${obligation} in ${notice} for ${maximumDuration}`,
        !called
          ? `not called: ${available} could be`
          : least === undefined
            ? "called, and over before it was due"
            : `called: ${least} at the least`,
        met ? green("met") : red("short"),
      ]),
    ),
  ];
}

function money({
  money: { revenueLost, revenueLostPerHour, unverified },
  loads: shed,
  dispatch,
}: CurtailmentReport): string[] {
  if (shed.length === 0) return [];
  const inAll = isEndless(dispatch.restored) ? "" : `${dollars(revenueLost)} in all, `;
  const stake = `Mining revenue lost, before fees and energy: ${dollars(revenueLostPerHour)} an hour, ${inAll}at base.`;
  return [
    ...wrapped(stake, textWidth),
    ...(unverified.length > 0
      ? wrapped(`It rests on what nobody has verified: ${unverified.join(", ")}.`, textWidth).map((line) =>
          yellow(line),
        )
      : []),
  ];
}
