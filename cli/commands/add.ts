import { Command } from "commander";
import { reportingRefusals } from "../refusal.ts";
import { addPool, addTenant, addZone } from "../run-add.ts";
import type { DocumentOptions } from "../templated-document.ts";

export function addCommand(): Command {
  const command = new Command("add").description("add a tenant, a zone or a pool to a site's documents");
  command.addCommand(
    adding("tenant", addTenant)
      .description("add a tenant: a file of its own, made by a template or of the document's own keys")
      .option("--template <name>", "of the tenant; NAME@VERSION for an earlier release")
      .option("--package <name>", "the npm package that has the template (default: busbar itself)"),
  );
  command.addCommand(
    adding("zone", addZone).description("add a zone: an entry of the site's zones, or of its template's"),
  );
  command.addCommand(
    adding("pool", addPool).description(
      "add a pool: its poolSet, url and user, and its group where there are several",
    ),
  );
  return command;
}

function adding(name: string, run: (folder: string, options: DocumentOptions) => Promise<void>): Command {
  return new Command(name)
    .exitOverride()
    .argument("<dir>", "the site's folder")
    .option("--answers <file>", "a YAML file with what is added")
    .option("--set <key=value...>", "single keys of it, over those of the file: lease.from=2026-08-01")
    .addHelpText(
      "after",
      "\nNothing is placed by this, and nothing is written where the site would then be refused.",
    )
    .action((folder: string, options: DocumentOptions) => reportingRefusals(() => run(folder, options)));
}
