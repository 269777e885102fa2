import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { explainValue } from "../../project/explain.ts";
import { explanationLines } from "../../project/explanation-lines.ts";
import { tracedDocument } from "../../project/traced-document.ts";
import { siteFile } from "../../site/checks/index.ts";
import { templatesAtHand } from "../../templates/at-hand.ts";
import { loadSite } from "../../templates/load-site.ts";
import { reportingRefusals } from "../refusal.ts";

export function explainCommand(): Command {
  return new Command("explain")
    .description(
      "say where a value comes from: a document, an answer, a template, the catalog, an override, a default",
    )
    .argument("<dir>", "the site's folder")
    .argument(
      "<path>",
      "of the value, such as zones.hall-1.ai.critical, zones[0].states or tenants.acme.lease.from",
    )
    .option("--json", "as JSON")
    .addHelpText(
      "after",
      `
What a document refers to may be walked into: tenants.acme.demand.train.rackType.power`,
    )
    .action((folder: string, path: string, { json }: { readonly json?: boolean }) =>
      reportingRefusals(() => {
        const { site, tenantFile } = loadSite(folder);
        const templates = templatesAtHand(folder);
        const explanation = explainValue(site, path, (tenant) => {
          const file = tenant === undefined ? siteFile : (tenantFile(tenant) ?? siteFile);
          const text = readFileSync(join(folder, file), "utf8");
          return tracedDocument(tenant === undefined ? "site" : "tenant", file, text, templates);
        });
        const lines = json === true ? [JSON.stringify(explanation, null, 2)] : explanationLines(explanation);
        process.stdout.write(`${lines.join("\n")}\n`);
      }),
    );
}
