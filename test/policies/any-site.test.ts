import fc from "fast-check";
import { expect, test } from "vitest";
import { mining } from "../../policies/packs/mining.ts";
import { power } from "../../policies/packs/power.ts";
import { provenance } from "../../policies/packs/provenance.ts";
import { notApplicable, type Subject } from "../../policies/rule.ts";
import { Refusal } from "../../site/problem.ts";
import { afterStep, siteInput, step } from "../support/sites.ts";
import { subjectOf, verdictOf } from "./rule-cases.ts";

/** Random sites with up to three tenants, as far as these find room. */
const subjects = fc.tuple(siteInput, fc.array(step, { maxLength: 3 })).map(([input, steps]): Subject => {
  let subject = subjectOf(input);
  let tenants: Parameters<typeof afterStep>[1] = [];
  for (const [index, what] of steps.entries()) {
    const after = afterStep(input, tenants, what, `t-${index}`)?.tenants ?? tenants;
    try {
      subject = subjectOf(input, after);
      tenants = after;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return subject;
});

test("Whatever site is judged, every rule can tell, and its findings name a place that is there", () => {
  let found = 0;
  fc.assert(
    fc.property(subjects, (subject) => {
      for (const rule of [...power, ...mining, ...provenance]) {
        const verdict = verdictOf(rule, subject);
        if (verdict === notApplicable) continue;
        for (const { message, place } of verdict) {
          found += 1;
          expect(message, rule.id).not.toMatch(/undefined|NaN|Infinity|\[object|^\s|\s$/);
          expect(place.in === "document" && !place.path.includes(-1), rule.id).toBe(true);
        }
      }
    }),
    { numRuns: 60, seed: 7 },
  );
  expect(found).toBeGreaterThan(0);
});
