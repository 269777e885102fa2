import { Command } from "commander";
import { templatesAtHand } from "../../templates/at-hand.ts";
import { reportingRefusals } from "../refusal.ts";
import { type InitOptions, runInit, templateLines } from "../run-init.ts";
import { templateFor } from "../templated-document.ts";

export function initCommand(): Command {
  const command: Command = new Command("init")
    .description("write the project of a new site, made by a template: documents, app, tests and workflow")
    .argument("[dir]", "the project's folder, which is made where it is missing")
    .option("--template <name>", "of the site; NAME@VERSION for an earlier release (default: you are asked)")
    .option("--package <name>", "the npm package that has the templates (default: busbar itself)")
    .option("--answers <file>", "a YAML file with answers")
    .option("--set <key=value...>", "single answers, over those of the file")
    .option("--tenant <name>", "a template of a tenant, for a first one")
    .option("--tenant-answers <file>", "a YAML file with the answers to it")
    .option("--list", "list the templates and end")
    .addHelpText(
      "after",
      `
At a terminal you are asked for what is missing and has no default. Elsewhere what is missing is refused, all of it.
Nothing is written over, and nothing is written where the site is refused.

  busbar init --list
  busbar init my-site --template colocation --answers answers.yaml`,
    );
  return command.action(async (folder: string | undefined, options: InitOptions & { list?: boolean }) => {
    if (options.list === true) return reportingRefusals(() => listTemplates(options.package));
    if (options.tenantAnswers !== undefined && options.tenant === undefined)
      command.error("error: --tenant-answers are answers to a template: name it with --tenant");
    if (folder === undefined) command.error("error: name the folder of the project, such as my-site");
    await reportingRefusals(async () => {
      const templates = templatesAtHand(folder);
      const template = await templateFor(templates, "site", options);
      if (template === undefined) {
        const names = templateLines("site", options.package).join("\n");
        command.error(`error: name a template with --template:\n${names}`);
      }
      const { tenant } = options;
      const tenantTemplate =
        tenant === undefined
          ? undefined
          : await templateFor(
              templates,
              "tenant",
              { package: options.package, template: tenant },
              "--tenant",
            );
      await runInit(folder, template, options, tenantTemplate);
    });
  });
}

function listTemplates(packageName: string | undefined): void {
  const lines = ["Templates of sites", ...templateLines("site", packageName)];
  const tenants = ["Templates of tenants", ...templateLines("tenant", packageName)];
  process.stdout.write(`${[...lines, "", ...tenants].join("\n")}\n`);
}
