import { expect, test } from "vitest";
import { z } from "zod";
import { judge } from "../../policies/engine.ts";
import { notApplicable, type Rule } from "../../policies/rule.ts";
import { ownSettings } from "../../policies/settings.ts";
import { writeSmallSite } from "../load/small-site.ts";
import { inSite, judgedObject, subjectIn, testRule } from "../support/policies.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

function smallSubject() {
  const folder = temporaryFolder();
  writeSmallSite(folder);
  return subjectIn(folder).subject;
}

const found = [{ place: inSite("zones", 1), message: "too much" }];

test("A rule passes, fails, is not applicable or is off, and each is counted apart", () => {
  const rules = [
    testRule({ id: "power/passes" }),
    testRule({ id: "power/fails", verdict: found }),
    testRule({ id: "mining/absent", verdict: notApplicable }),
    testRule({ id: "mining/off", verdict: found }),
  ];
  const report = judge(smallSubject(), rules, { ...ownSettings, levels: new Map([["mining/off", "off"]]) });
  expect(report.rules.map(({ rule, outcome }) => [rule.id, outcome])).toEqual([
    ["power/passes", "passed"],
    ["power/fails", "failed"],
    ["mining/absent", "not-applicable"],
    ["mining/off", "off"],
  ]);
  expect(report.findings).toMatchObject([
    {
      rule: "power/fails",
      level: "soft",
      message: "too much",
      fix: "Mend it.",
      scopes: [["zones", "pit-1"]],
    },
  ]);
});

test("A rule that throws is a hard finding of its own, without a stack trace, and the others have their turn", () => {
  const rules = [
    testRule({
      id: "power/broken",
      level: "advisory",
      check: () => {
        throw new TypeError("cannot read it\n    at check (/somewhere/rule.ts:1:1)");
      },
    }),
    testRule({ id: "power/fails", verdict: found }),
  ];
  const report = judge(smallSubject(), rules, ownSettings);
  expect(report.rules.map(({ outcome }) => outcome)).toEqual(["broken", "failed"]);
  expect(report.findings.map(({ rule, level, message }) => [rule, level, message])).toEqual([
    ["power/broken", "hard", "the rule could not tell: cannot read it"],
    ["power/fails", "soft", "too much"],
  ]);
});

test("Levels come from the settings, and hard findings come first", () => {
  const rules = [testRule({ id: "power/a", verdict: found }), testRule({ id: "power/b", verdict: found })];
  const report = judge(smallSubject(), rules, { ...ownSettings, levels: new Map([["power/b", "hard"]]) });
  expect(report.findings.map(({ rule, level }) => [rule, level])).toEqual([
    ["power/b", "hard"],
    ["power/a", "soft"],
  ]);
});

test("A rule is handed the parameters of the settings, and its own defaults where they say nothing", () => {
  const rule: Rule<{ readonly most: number }> = {
    ...testRule(),
    parameters: z.strictObject({ most: z.number().default(3) }),
    check: (_, { most }) => [{ place: inSite(), message: `at most ${most}` }],
  };
  const message = (parameters: ReadonlyMap<string, unknown>) =>
    judge(smallSubject(), [rule], { ...ownSettings, parameters }).findings[0]?.message;
  expect(message(new Map())).toBe("at most 3");
  expect(message(new Map([[rule.id, { most: 5 }]]))).toBe("at most 5");
});

test("A finding's fingerprint outlives the order of elements and the numbers in its message", () => {
  const subject = smallSubject();
  const { site } = subject;
  const document = { ...site.document, zones: [...site.document.zones].reverse() };
  const reversed = { ...subject, site: Object.assign(Object.create(site), { document }) };
  const fingerprint = (on: typeof subject, index: number, message: string) =>
    judge(on, [testRule({ verdict: [{ place: inSite("zones", index), message }] })], ownSettings).findings[0]
      ?.fingerprint;
  expect(fingerprint(reversed, 2, "99 kW")).toBe(fingerprint(subject, 0, "98 kW"));
  expect(fingerprint(subject, 1, "98 kW")).not.toBe(fingerprint(subject, 0, "98 kW"));
});

test("Several findings of a rule in one place have fingerprints of their own", () => {
  const judged = judgedObject("mining/pit-1/record", "record");
  const verdict = ["data.a", "data.a", "data.b"].map((field) => ({
    place: { in: "object" as const, judged, field },
    message: field,
  }));
  const { findings } = judge(smallSubject(), [testRule({ verdict })], ownSettings);
  expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(3);
});
