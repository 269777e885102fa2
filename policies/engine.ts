import { siteFile } from "../site/checks/index.ts";
import { Fingerprints } from "./fingerprint.ts";
import type { Finding, JudgedRule, Report } from "./report.ts";
import { type AnyRule, type Level, levels, notApplicable, type RuleFinding, type Subject } from "./rule.ts";
import { scopesOf } from "./scope.ts";
import type { Settings } from "./settings.ts";
import { judgedSuppressions, suppressionOf } from "./suppressions.ts";

/** Judges a site by rules. Every rule gets its turn, whatever the others find, and whether or not they can tell. */
export function judge(subject: Subject, rules: readonly AnyRule[], settings: Settings): Report {
  const { site } = subject;
  const day = site.document.effectiveDate;
  const fingerprints = new Fingerprints();
  const judged: JudgedRule[] = [];
  const all: Finding[] = [];
  for (const rule of rules) {
    const level = settings.levels.get(rule.id) ?? rule.level;
    if (level === "off") {
      judged.push({ rule, level, outcome: "off" });
      continue;
    }
    const { outcome, found, weight } = verdictOf(rule, level, subject, settings);
    judged.push({ rule, level, outcome });
    for (const { place, message, fix } of found) {
      const scopes = scopesOf(site, place);
      all.push({
        rule: rule.id,
        title: rule.title,
        level: weight,
        place,
        scopes,
        message,
        why: rule.why,
        fix: fix ?? rule.fix,
        fingerprint: fingerprints.of(rule.id, place, scopes),
      });
    }
  }
  const settled = all.map((finding) => ({
    finding,
    suppression: suppressionOf(finding, settings.suppressions, day),
  }));
  return {
    site: site.name,
    day,
    rules: judged,
    findings: settled
      .flatMap(({ finding, suppression }) => (suppression === undefined ? [finding] : []))
      .sort((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level)),
    suppressed: settled.flatMap(({ finding, suppression }) =>
      suppression === undefined ? [] : [{ finding, suppression }],
    ),
    suppressions: judgedSuppressions(all, settings.suppressions, day),
  };
}

interface JudgedVerdict {
  readonly outcome: JudgedRule["outcome"];
  readonly found: readonly RuleFinding[];
  /** The level of what was found. */
  readonly weight: Level;
}

function verdictOf(rule: AnyRule, level: Level, subject: Subject, settings: Settings): JudgedVerdict {
  try {
    const parameters = settings.parameters.get(rule.id) ?? rule.parameters?.parse({}) ?? {};
    // What the rule's own schema read is what the rule takes.
    const verdict = rule.check(subject, parameters as never);
    if (verdict === notApplicable) return { outcome: "not-applicable", found: [], weight: level };
    return { outcome: verdict.length > 0 ? "failed" : "passed", found: verdict, weight: level };
  } catch (error) {
    return { outcome: "broken", found: [brokenFinding(error)], weight: "hard" };
  }
}

/** A rule that could not tell has not passed. */
function brokenFinding(error: unknown): RuleFinding {
  const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return {
    place: { in: "document", document: siteFile, path: [] },
    message: `the rule could not tell: ${reason || "it gave no reason"}`,
    fix: "Report it: a rule must be able to judge every site that loads. Until it is mended, set its level to off.",
  };
}
