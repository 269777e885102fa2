import { Command } from "commander";
import { type ImportMinersOptions, importMinersFrom } from "../import-miners.ts";
import { reportingRefusals } from "../refusal.ts";

export function importMinersCommand(): Command {
  return new Command("miners")
    .exitOverride()
    .description("groups of miners from the CSV export of a fleet manager; prints them and writes nothing")
    .argument("<file>", "the CSV file: an address and a model a row, in columns of the usual names")
    .option(
      "--into <dir>",
      "the folder of the site that the miners are of: its zones, networks and models are known then",
    )
    .option(
      "--zone <name...>",
      'the zone of miners whose row names none; or what the file calls a zone: "Building 5=hall-5"',
    )
    .option("--network <cidr=vlan...>", "a network of miners with its VLAN, such as 10.10.0.0/20=110")
    .option("--write", "add groups that the site does not have to its site.yaml, if the site then loads")
    .action((file: string, options: ImportMinersOptions) =>
      reportingRefusals(() => importMinersFrom(file, options)),
    );
}
