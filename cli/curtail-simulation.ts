import type { Simulation } from "../site/curtailment/simulate.ts";
import type { Site } from "../site/site.ts";
import { bold, dim, green, red } from "./colors.ts";
import { columns } from "./columns.ts";
import { dollars, turnNames } from "./curtail-amounts.ts";

/** What hours of prices do to a site, as a person reads it. */
export function simulationText({ document, name }: Site, result: Simulation): string {
  const { series, hoursCurtailed, hoursBelowZero, baseline, drawn, shed } = result;
  const { grid } = series;
  const [first, last] = [grid.days[0]?.day, grid.days.at(-1)?.day];
  return [
    bold(
      `${document.title ?? name} from ${first} to ${last}: ${grid.count.toLocaleString("en-US")} hours of ${series.name}`,
    ),
    "",
    ...columns([
      [bold("Curtailed"), `${hoursCurtailed} hours; the index is below zero in ${hoursBelowZero}`],
      [bold("Energy"), `${drawn} drawn and ${shed} shed, of ${baseline}`],
      [
        bold("Revenue"),
        `${dollars(result.revenueKept)} kept and ${dollars(result.revenueLost)} lost, before fees and energy`,
      ],
      [
        bold("Gain"),
        `${dollars(result.netGain)}: ${dollars(result.saved)} of energy saved, ${dollars(result.payments)} paid by programmes, less ${dollars(result.costOfShedding)} that the load shed would have earned`,
      ],
    ]),
    "",
    ...loads(result),
    "",
    ...obligations(result),
    "",
  ].join("\n");
}

function loads({ loads: all }: Simulation): string[] {
  if (all.length === 0) return [dim("There is nothing to shed.")];
  const header = ["Zone", "Turn", "Hours", "Drawn", "Shed", "Revenue kept", "Revenue lost"];
  return columns([
    header.map((text) => bold(text)),
    ...all.map((one) => [
      one.id,
      turnNames[one.class],
      String(one.hoursCurtailed),
      String(one.drawn),
      String(one.shed),
      dollars(one.revenueKept),
      dollars(one.revenueLost),
    ]),
  ]);
}

function obligations({ obligations: all }: Simulation): string[] {
  const called = all.filter(({ calls }) => calls > 0);
  if (called.length === 0) return [dim("No obligation is in force in these hours.")];
  return [
    bold("Obligations"),
    ...columns(
      called.map(({ name, programme, hoursCalled, hoursFailed, estimated, least, met, payment }) => [
        `  ${name}`,
        programme,
        `${hoursCalled} hours${estimated ? " (those of the highest prices)" : ""}`,
        hoursFailed > 0 ? `${hoursFailed} failed` : `${least} at the least`,
        met ? green(`met: ${dollars(payment)}`) : red("short"),
      ]),
    ),
  ];
}
