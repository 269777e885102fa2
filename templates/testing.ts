import { checkDocuments } from "../site/checks/index.ts";
import { checkOverTime } from "../site/checks/over-time.ts";
import { withInheritedSources } from "../site/figure.ts";
import { extendedCatalog } from "../site/load/load-site.ts";
import { pathText } from "../site/load/places.ts";
import { schemaProblems } from "../site/load/schema-problems.ts";
import { siteDocument } from "../site/schema/site-document.ts";
import { Site } from "../site/site.ts";
import { type Answered, followsFrom } from "../site/template/follows-from.ts";
import { asContent } from "../site/template/given.ts";
import type { SiteTemplate } from "../site/template/template.ts";
import { type AnswerReads, recordedReads } from "./answer-reads.ts";

type Path = readonly (string | number)[];

/** What a template gave that no site may be. The message has each problem with the line of the template that made it. */
export class TemplateFault extends Error {
  constructor(template: SiteTemplate, problems: readonly string[]) {
    super(`${template.name} ${template.version} gives no site that is right:\n  ${problems.join("\n  ")}`);
    this.name = "TemplateFault";
  }
}

/**
 * The site that a template gives, read and checked as the documents of a folder are.
 *
 * @param answers As they would stand in site.yaml.
 * @throws TemplateFault where the answers are none of the template's, or it gives what is no site: with the file and line at
 * which the template reads the answers that this follows from, or at which it begins.
 * @throws AnswersRefused where the template refuses the answers.
 */
export function expectSite(template: SiteTemplate, answers: unknown): Site {
  const parsed = template.answers.safeParse(answers, { reportInput: true });
  if (!parsed.success) {
    const problems = schemaProblems(parsed.error.issues, ["answers"]);
    throw new TemplateFault(
      template,
      problems.map(({ path, message }) => `${pathText(path)}: ${message}`),
    );
  }
  const { given, reads } = recordedReads(parsed.data, template.build);
  const answered = { schema: template.answers, answers: parsed.data, given, build: template.build };
  const refuseAny = (problems: readonly { readonly path: Path; readonly message: string }[]) => {
    if (problems.length === 0) return;
    const lines = problems.map(
      ({ path, message }) => `${lineOf(path, answered, reads)}  ${pathText(path)}: ${message}`,
    );
    throw new TemplateFault(template, lines);
  };
  const document = siteDocument.safeParse(asContent(given), { reportInput: true });
  if (!document.success) refuseAny(schemaProblems(document.error.issues));
  const site = withInheritedSources(siteDocument.parse(asContent(given)));
  const catalog = extendedCatalog(site);
  refuseAny(checkDocuments({ site, tenants: [], catalog }));
  const loaded = new Site(site, [], catalog);
  refuseAny(checkOverTime(loaded));
  return loaded;
}

/** Where a template reads what a part of its site follows from: the last of it is nearest to where it is made. */
function lineOf(path: Path, answered: Answered, reads: AnswerReads): string {
  const answer = followsFrom(answered)(path).at(-1);
  return (answer && reads.lineOf(answer)) ?? reads.first ?? "(a template that reads no answers)";
}
