import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { loadSite } from "../../fleet/load-site.ts";
import { explainValue } from "../../project/explain.ts";
import { explanationLines } from "../../project/explanation-lines.ts";
import { tracedDocument } from "../../project/traced-document.ts";
import { siteFile } from "../../site/checks/index.ts";
import type { Origin } from "../../site/template/expand.ts";
import { templatesAtHand } from "../../templates/at-hand.ts";
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
        const { site, tenantFile, locate } = loadSite(folder);
        const templates = templatesAtHand(folder);
        const explanation = explainValue(site, path, (tenant) => {
          const file = tenant === undefined ? siteFile : (tenantFile(tenant) ?? siteFile);
          const text = readFileSync(join(folder, file), "utf8");
          const own = tracedDocument(tenant === undefined ? "site" : "tenant", file, text, templates);
          return {
            originOf: (path) => sharedOrigin(file, locate({ document: file, path })) ?? own.originOf(path),
          };
        });
        const lines = json === true ? [JSON.stringify(explanation, null, 2)] : explanationLines(explanation);
        process.stdout.write(`${lines.join("\n")}\n`);
      }),
    );
}

/** What a fleet shares with the site is said in a file of the fleet's; undefined of what the site's own documents say. */
function sharedOrigin(file: string, where: string): Origin | undefined {
  return where.startsWith(`${file}:`) && !file.startsWith("..") ? undefined : { from: "shared", where };
}
