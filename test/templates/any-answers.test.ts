import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { readSite } from "../../site/load/load-site.ts";
import { Refusal } from "../../site/problem.ts";
import type { AnyTemplate } from "../../site/template/template.ts";
import { templates } from "../../templates/templates.ts";
import { type Example, exampleFolder, examples } from "../support/examples.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { arbitraryAnswers } from "./arbitrary-answers.ts";

const known = { of: () => templates };

interface Answered {
  readonly template: { readonly name: string; readonly version: string };
  readonly answers: Readonly<Record<string, unknown>>;
}

function siteAnswersOf(example: Example): Answered {
  return load(readFileSync(join(exampleFolder(example), "site.yaml"), "utf8")) as Answered;
}

function templateOf({ template: { name } }: Answered): AnyTemplate {
  return templates.find((template) => template.name === name) ?? expect.fail(`there is no template ${name}`);
}

/** Loads a folder in which a file answers a template: either it is right, or every problem is told at an answer. */
function loadedOrToldAtAnswers(folder: string, file: string, { template, answers }: Answered): boolean {
  const text = JSON.stringify({ version: 1, template, answers }, null, 1);
  writeFileSync(join(folder, file), text);
  try {
    readSite(folder, known);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const first = text.split("\n").findIndex((line) => line.startsWith(' "answers"')) + 1;
    expect(error.problems.length).toBeGreaterThan(0);
    for (const { where, message } of error.problems) {
      const told = `${where} ${message}\n${text}`;
      const [, of = "", line = ""] = /^(.+\.yaml):(\d+):\d+$/.exec(where) ?? [];
      // What a site cannot give is told of the site, and says whose lease wants it.
      if (of !== file && message.includes(`(${String(answers["name"])})`)) continue;
      expect(of, told).toBe(file);
      expect(Number(line), told).toBeGreaterThanOrEqual(first);
      expect(message, told).toMatch(/answers/);
    }
    return false;
  }
}

test.each(examples)(
  "Whatever is answered in place of what %s answers gives a site that is right, or is refused at an answer",
  (example) => {
    const { template, answers } = siteAnswersOf(example);
    // Clusters of tenants are refused without these, and that tenants are missing is no fault of an answer.
    const { dedicated: _, ...base } = answers;
    const folder = temporaryFolder();
    const outcomes = new Set<boolean>();
    fc.assert(
      fc.property(arbitraryAnswers(templateOf({ template, answers }), base), (changed) => {
        const answered = { template, answers: changed as Answered["answers"] };
        outcomes.add(loadedOrToldAtAnswers(folder, "site.yaml", answered));
      }),
      { numRuns: 25, examples: [[base]] },
    );
    expect(outcomes).toEqual(new Set([true, false]));
  },
);

const lease = { name: "acme", title: "Acme", from: "2027-01-01", to: "2029-12-31" };
const work = {
  terms: { uptime: "99 %", price: "300 $/kW-month", source: "assumed" },
  accelerators: [
    { name: "one", rackType: "b200", racks: 4, zones: ["pg-2-gpu"] },
    { name: "two", rackType: "gb300-nvl72", accelerators: 144, from: "2027-02-01", to: "2029-06-30" },
  ],
  who: { admins: ["acme-admins"], users: ["acme-users"], viewers: ["acme-audit"] },
  offering: "namespaces",
  redundancy: "N",
};
const sheds = { share: "20 %", notice: "15 min", maximumDuration: "3 h", source: "assumed" };

/** Answers that a tenant of Prince George may give to each template of tenants. */
const tenantAnswers: Readonly<Record<string, Answered["answers"]>> = {
  "inference-cloud": { ...lease, ...work, fabric: "any", batch: "20 %" },
  "powered-shell": {
    ...lease,
    redundancy: "N",
    halls: [
      { name: "air", cooling: "air", critical: { value: "1 MW", source: "assumed" }, zones: ["pg-2-gpu"] },
    ],
  },
  "research-partition": { ...lease, ...work, projects: ["vision", "speech"], flexible: sheds },
  "training-cluster": {
    ...lease,
    ...work,
    flexible: sheds,
    namespaces: [
      { name: "acme-a", share: "60 %" },
      { name: "acme-b", share: "40 %" },
    ],
  },
};

test("Every template is answered here", () => {
  const named = [
    ...examples.map((example) => siteAnswersOf(example).template.name),
    ...Object.keys(tenantAnswers),
  ];
  expect(named.sort()).toEqual(templates.map(({ name }) => name).sort());
});

test.each(Object.entries(tenantAnswers))(
  "Whatever a tenant answers to %s gives a tenant that is right, or is refused at an answer",
  (name, base) => {
    const template = templates.find((one) => one.name === name) ?? expect.fail(name);
    const folder = siteWithoutTenants("prince-george");
    const outcomes = new Set<boolean>();
    fc.assert(
      fc.property(arbitraryAnswers(template, base), (changed) => {
        const answered = {
          template: { name, version: template.version },
          answers: changed as Answered["answers"],
        };
        for (const file of readdirSync(join(folder, "tenants"))) rmSync(join(folder, "tenants", file));
        const called = answered.answers["name"];
        const isName = typeof called === "string" && /^[a-z][a-z0-9-]*$/.test(called);
        const file = `tenants/${isName ? called : "acme"}.yaml`;
        outcomes.add(loadedOrToldAtAnswers(folder, file, answered));
      }),
      { numRuns: 25, examples: [[base]] },
    );
    expect(outcomes).toEqual(new Set([true, false]));
  },
);

function siteWithoutTenants(example: Example): string {
  const folder = temporaryFolder();
  cpSync(join(exampleFolder(example), "site.yaml"), join(folder, "site.yaml"));
  mkdirSync(join(folder, "tenants"));
  return folder;
}
