import { Command, InvalidArgumentError, Option } from "commander";
import { CarbonIntensity } from "../../fleet/carbon-intensity.ts";
import { latencyClasses } from "../../fleet/fleet-document.ts";
import { parseQuantity } from "../../site/units/parse.ts";
import { asDuration, asEnergyPrice, asPower } from "../curtail-options.ts";
import { asDay } from "../day-argument.ts";
import type {
  FleetCurtailOptions,
  FleetLockOptions,
  FleetPlaceOptions,
  FleetViewOptions,
} from "../fleet-options.ts";
import { reportingRefusals } from "../refusal.ts";

/** What one company has at several sites, as one picture. */
export function fleetCommand(): Command {
  const fleet = new Command("fleet").description("show several sites as one: see docs/fleet.md");
  for (const command of [describe(), place(), economics(), curtail(), lock()])
    fleet.addCommand(command.exitOverride());
  return fleet;
}

function sub(name: string, description: string): Command {
  return new Command(name).description(description).argument("<dir>", "the fleet's folder, with fleet.yaml");
}

function viewed(command: Command): Command {
  return command
    .option("--at <date>", "the day to show (default: the last of the sites' effective dates)", asDay)
    .option("--json", "as JSON, with the unit in each key");
}

function describe(): Command {
  return viewed(
    sub("describe", "show MW by use and region over time, hashrate, obligations, tightest headroom"),
  ).action(async (folder: string, options: FleetViewOptions) => {
    const { fleetDescribed } = await import("../fleet-describe.ts");
    await reportingRefusals(() => void process.stdout.write(fleetDescribed(folder, options)));
  });
}

function place(): Command {
  return sub("place", "rank the sites for a tenant that none has yet; nobody is moved, nothing is written")
    .requiredOption("--critical <power>", 'its critical load, such as "20 MW"', asPower)
    .requiredOption("--by <date>", "the first day of its lease", asDay)
    .option("--to <date>", "its last day (default: five years)", asDay)
    .option("--rack-type <name>", "a rack type of the sites' catalogs (default: gb300-nvl72)")
    .option("--accelerator <model>", 'any racks with these accelerators, such as "Google TPU7x"')
    .addOption(
      new Option("--redundancy <redundancy>", "the least that its power has")
        .choices(["N", "2N"])
        .default("N"),
    )
    .addOption(new Option("--latency <class>", "what its region has to offer").choices(latencyClasses))
    .option("--max-carbon <intensity>", 'the most that its grid emits, such as "300 g/kWh"', asCarbon)
    .option("--json", "as JSON, with the unit in each key")
    .action(async (folder: string, options: FleetPlaceOptions, command: Command) => {
      if (options.to !== undefined && options.to < options.by)
        command.error("error: --to is before --by: a lease ends after it begins");
      // The exact solver takes a while to load: other commands should not wait for it.
      const { fleetPlaced } = await import("../fleet-place.ts");
      await reportingRefusals(async () => void process.stdout.write(await fleetPlaced(folder, options)));
    });
}

function economics(): Command {
  return viewed(
    sub("economics", "show what the sites earn by kind and region, and where mining is kept longest"),
  ).action(async (folder: string, options: FleetViewOptions) => {
    const { fleetEarnings } = await import("../fleet-economics.ts");
    await reportingRefusals(() => void process.stdout.write(fleetEarnings(folder, options)));
  });
}

function curtail(): Command {
  return viewed(sub("curtail", "show whose load goes first over all sites"))
    .option("--target <power>", 'shed so much, such as "40 MW"', asPower)
    .option("--price <price>", 'a price of energy, such as "90 $/MWh"; it may be negative', asEnergyPrice)
    .option("--duration <duration>", "how long it lasts (default: 1 h)", asDuration)
    .option("--region <name>", "the sites of one region only, such as those that a grid or a price is about")
    .action(async (folder: string, options: FleetCurtailOptions, command: Command) => {
      if (options.target === undefined && options.price === undefined)
        command.error("error: it is not said what asks for load: give one of --target, --price");
      if (options.target !== undefined && options.price !== undefined)
        command.error("error: --target and --price ask for different things: give one of them");
      const { fleetCurtailed } = await import("../fleet-curtail.ts");
      await reportingRefusals(() => fleetCurtailed(folder, options));
    });
}

function lock(): Command {
  return sub("lock", "place each site's tenants, the shared ones too, and write its placement.lock.yaml")
    .option("--site <name>", "one site only")
    .action(async (folder: string, options: FleetLockOptions) => {
      const { fleetLocked } = await import("../fleet-lock.ts");
      await reportingRefusals(() => fleetLocked(folder, options));
    });
}

function asCarbon(text: string): CarbonIntensity {
  const read = parseQuantity(CarbonIntensity, text);
  if ("problem" in read) throw new InvalidArgumentError(`${read.problem}.`);
  return read.value;
}
