import { expect, test } from "vitest";
import { z } from "zod";
import { loadSettings } from "../../policies/load-settings.ts";
import { Refusal } from "../../site/problem.ts";
import { quantity } from "../../site/schema/values.ts";
import { Percentage } from "../../site/units/index.ts";
import { loadSite } from "../../templates/load-site.ts";
import { siteIn, smallSite } from "../load/small-site.ts";
import { writeFiles } from "../support/cli.ts";
import { testRule } from "../support/policies.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const rules = [
  testRule({ id: "power/plain" }),
  testRule({
    id: "power/headroom",
    parameters: z.strictObject({
      most: quantity(Percentage).prefault("95 %"),
      nodes: z.int().min(1).default(1),
    }),
  }),
];

/** The settings of the small site with policies at its end, as the 200-odd lines of its document are known to the test. */
function settings(policies: string, organisation?: string) {
  const folder = temporaryFolder();
  const site = siteIn(folder);
  writeFiles(site, { ...smallSite, "site.yaml": `${smallSite["site.yaml"]}policies:\n${policies}` });
  if (organisation !== undefined) writeFiles(folder, { "busbar.policies.yaml": organisation });
  const loaded = loadSite(site);
  return loadSettings(site, loaded.site, loaded, rules);
}

const firstLine = (smallSite["site.yaml"] ?? "").split("\n").length + 1;

/** What is refused, with lines counted from the first below `policies`. */
function problems(policies: string, organisation?: string): string[] {
  try {
    settings(policies, organisation);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.problems.map(({ where, message }) => {
      const at = where.replace(/^site\.yaml:(\d+)/, (_, line) => `+${Number(line) - firstLine}`);
      return `${at} ${message}`;
    });
  }
  return [];
}

const named = "  organisation: ../busbar.policies.yaml\n";

test("A site that says nothing of policies has every rule as it is", () => {
  const { levels, parameters, suppressions } = settings("  levels: {}\n");
  expect(levels.size + suppressions.length).toBe(0);
  expect(parameters.get("power/headroom")).toEqual({ most: Percentage.percent(95), nodes: 1 });
});

test("Names of rules that there are not are refused where they stand, with the nearest, all at once", () => {
  expect(
    problems(`  levels:
    power/plan: hard
  parameters:
    power/hedroom: { nodes: 2 }
  suppressions:
    - { rule: powr/plain, scope: zones/hall, reason: known, expires: 2026-12-31 }
`),
  ).toEqual([
    '+1:17 policies.levels.power/plan: there is no rule "power/plan": did you mean "power/plain"?',
    '+3:20 policies.parameters.power/hedroom: there is no rule "power/hedroom": did you mean "power/headroom"?',
    '+5:15 policies.suppressions[0].rule: there is no rule "powr/plain": did you mean "power/plain"?',
  ]);
});

test("Parameters that a rule does not take are refused where they stand, with the nearest name", () => {
  expect(
    problems(`  parameters:
    power/headroom: { mots: 90 %, nodes: 0 }
`),
  ).toEqual(['+1:29 policies.parameters.power/headroom: unknown parameter "mots": did you mean "most"?']);
  expect(
    problems(`  parameters:
    power/headroom:
      most: 90
      nodes: 0
    power/plain: { most: 90 % }
`),
  ).toEqual([
    '+4:26 policies.parameters.power/plain: unknown parameter "most": this rule has none; remove it',
    expect.stringMatching(/^\+2:13 policies\.parameters\.power\/headroom\.most: 90 /),
    "+3:14 policies.parameters.power/headroom.nodes: 0 is too small: at least 1",
  ]);
});

test.each([
  [
    "a level that there is not",
    "  levels: { power/plain: fatal }\n",
    '"fatal" is not one of off, advisory, soft, hard',
  ],
  ["what is no rule's id", "  levels: { plain: hard }\n", '"plain" is not the id of a rule'],
  [
    "a suppression without a reason",
    "  suppressions: [{ rule: power/plain, scope: zones/hall, expires: 2026-12-31 }]\n",
    '"reason" is missing',
  ],
  [
    "a suppression without an end",
    "  suppressions: [{ rule: power/plain, scope: zones/hall, reason: known }]\n",
    '"expires" is missing',
  ],
  [
    "a suppression of everything",
    '  suppressions: [{ rule: power/plain, scope: "", reason: known, expires: 2026-12-31 }]\n',
    "scope",
  ],
  [
    "an organisation's file by an absolute path",
    "  organisation: /busbar.policies.yaml\n",
    "relative to the site's folder",
  ],
])("The document is refused with %s", (_, policies, says) => {
  expect(problems(policies).join("\n")).toContain(says);
});

test("The site's word goes before the organisation's, parameter by parameter", () => {
  const { levels, parameters } = settings(
    `${named}  levels: { power/plain: advisory }\n  parameters: { power/headroom: { nodes: 3 } }\n`,
    `version: 1
levels: { power/plain: hard, power/headroom: hard }
parameters: { power/headroom: { nodes: 2, most: 80 % } }
`,
  );
  expect([...levels].sort()).toEqual([
    ["power/headroom", "hard"],
    ["power/plain", "advisory"],
  ]);
  expect(parameters.get("power/headroom")).toEqual({ most: Percentage.percent(80), nodes: 3 });
});

const locked = "version: 1\nlevels: { power/headroom: { level: soft, locked: true } }\n";

test("A locked rule may be raised by the site; neither lowered, nor loosened by its parameters", () => {
  expect(settings(`${named}  levels: { power/headroom: hard }\n`, locked).levels.get("power/headroom")).toBe(
    "hard",
  );
  expect(
    problems(
      `${named}  levels: { power/headroom: "off" }\n  parameters: { power/headroom: { most: 100 % } }\n`,
      locked,
    ),
  ).toEqual([
    '+1:29 policies.levels.power/headroom: "off" is less: the organisation locks this rule at "soft"; a site may only raise it',
    '+2:33 policies.parameters.power/headroom: cannot be set: the organisation locks this rule at "soft", with its parameters; remove them',
  ]);
});

test("What is wrong in the organisation's file is said with its own name and line", () => {
  expect(problems(named, "version: 1\nlevels:\n  power/plan: hard\n")).toEqual([
    '../busbar.policies.yaml:3:15 levels.power/plan: there is no rule "power/plan": did you mean "power/plain"?',
  ]);
  expect(problems(named, "version: 1\nparameters:\n  power/headroom: { most: 80 }\n")).toEqual([
    expect.stringMatching(/^\.\.\/busbar\.policies\.yaml:3:27 parameters\.power\/headroom\.most: 80 /),
  ]);
  expect(problems(named, "version: 1\nlevel: {}\n")).toEqual([
    '../busbar.policies.yaml:2:1 unknown key "level": did you mean "levels"?',
  ]);
  expect(problems(named)[0]).toContain("../busbar.policies.yaml cannot be read");
});
