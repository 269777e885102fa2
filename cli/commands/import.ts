import { Command } from "commander";
import { type ImportNetBoxOptions, importFromNetBox } from "../import-netbox.ts";
import { reportingRefusals } from "../refusal.ts";
import { importMinersCommand } from "./import-miners.ts";

export function importCommand(): Command {
  const command = new Command("import").description(
    "propose parts of a site from what other tools know of it",
  );
  command.addCommand(importNetBoxCommand());
  command.addCommand(importMinersCommand());
  return command;
}

function importNetBoxCommand(): Command {
  return new Command("netbox")
    .exitOverride()
    .description("power nodes and zones from exports of NetBox or Nautobot; prints them and writes nothing")
    .argument("<file...>", "CSV exports, JSON of the REST API, or folders of them, named after their lists")
    .option(
      "--into <dir>",
      "the folder of the site that the parts are for: only what it does not have is shown",
    )
    .option("--write", "add them to its site.yaml, if the site then loads")
    .option("--site <name>", "the site of NetBox to take, where the exports are of several")
    .option("--supply <name>", "what feeds the panels (default: the only interconnect)")
    .option("--json", "as JSON, with every row that was not understood")
    .action((files: readonly string[], options: ImportNetBoxOptions) =>
      reportingRefusals(() => importFromNetBox(files, options)),
    );
}
