import { Command } from "commander";
import { asDuration, asEnergyPrice, asPower, asTime, optionsProblem } from "../curtail-options.ts";
import { asUsage } from "../curtail-usage.ts";
import { reportingRefusals } from "../refusal.ts";
import type { CurtailOptions } from "../run-curtail.ts";

export function curtailCommand(): Command {
  return new Command("curtail")
    .description("show which load goes, when and how fast, when a grid or a price asks for it")
    .argument("<dir>", "the site's folder")
    .option("--event <file>", "what an OpenADR 3 event asks for, as JSON")
    .option("--target <power>", "shed so much, such as 120MW", asPower)
    .option("--price <price>", 'a price of energy, such as "90 $/MWh"; it may be negative', asEnergyPrice)
    .option("--prices <csv>", "a period of hourly prices, such as a year")
    .option("--programmes", "which programmes of the grid the site qualifies for")
    .option(
      "--at <time>",
      "when the call comes, by the site's clocks, such as 2026-08-14T15:00 (default: the first moment of the effective date; of an event, as it begins)",
      asTime,
    )
    .option("--duration <duration>", "how long it lasts (default: 1 h)", asDuration)
    .option(
      "--used <load=amount>",
      "what a load was off for already this year, such as mb-4=80h or lab/hall-1=4calls; may be repeated",
      asUsage,
    )
    .option("--json", "as JSON, with the unit in each key")
    .action(async (folder: string, options: CurtailOptions, command: Command) => {
      const problem = optionsProblem(options);
      if (problem !== undefined) command.error(`error: ${problem}`);
      // Calendars, dispatch and simulation take a while to load: other commands should not wait for them.
      const { runCurtail } = await import("../run-curtail.ts");
      await reportingRefusals(() => runCurtail(folder, options));
    });
}
