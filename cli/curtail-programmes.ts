import type { CurtailmentPlan } from "../site/curtailment/plan.ts";
import type { Qualification } from "../site/curtailment/qualification.ts";
import type { Site } from "../site/site.ts";
import { bold, dim, green, yellow } from "./colors.ts";
import { textWidth, wrapped } from "./columns.ts";

const indent = "  ";

/** Which programmes a site qualifies for, with how much, what each takes, and what stands in the way. */
export function programmesText(
  { document }: Site,
  plan: CurtailmentPlan,
  judged: readonly Qualification[],
): string {
  return [
    bold(`${document.title ?? plan.site} on ${plan.day}: programmes that call on load`),
    "",
    ...judged.flatMap((one) => [...programmeLines(one), ""]),
    ...wrapped(
      "None of the programmes is verified: they are described from summaries. What a contract says goes first.",
      textWidth,
    ).map((line) => yellow(line)),
    "",
  ].join("\n");
}

function programmeLines({ programme, qualifies, power, lasts, loads, lacks }: Qualification): string[] {
  const { name, trigger, responseTime, longestCall, windows, needs, stackable, kind } = programme;
  const much = `${power} of ${loads.length} loads`;
  const verdict = qualifies
    ? green(
        kind === "duty"
          ? `holds for this site, of which ${much} can be shed in time`
          : `${much} qualifies${lasts === undefined ? "" : `, for ${lasts}`}`,
      )
    : dim(kind === "duty" ? "does not hold for this site" : "does not qualify");
  const terms = [
    responseTime === undefined ? "nobody calls" : `gone within ${responseTime}`,
    longestCall === undefined ? "" : `for up to ${longestCall}`,
    windows,
    stackable ? "" : "the same load may not be promised elsewhere",
  ].filter((text) => text !== "");
  return [
    `${bold(name)}: ${verdict}`,
    ...rows("on", trigger),
    ...rows("terms", terms.join("; ")),
    ...rows("takes", needs.join("; ")),
    ...lacks.flatMap((text) => rows("but", text)),
  ];
}

function rows(label: string, text: string): string[] {
  const width = indent.length + 7;
  return wrapped(text, textWidth - width).map(
    (line, at) => dim(`${indent}${at === 0 ? label : ""}`.padEnd(width)) + line,
  );
}
