import { expect, test } from "vitest";
import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import { place } from "../../placement/place.ts";
import {
  type AnyRule,
  notApplicable,
  type RuleFinding,
  type Subject,
  type Verdict,
} from "../../policies/rule.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import type { TenantInput } from "../../site/schema/tenant-document.ts";
import { siteOf } from "../support/sites.ts";

/** What a rule says of three subjects. */
export interface RuleCases {
  readonly passes: Subject;
  /** Each with a part of the message, and where it is found. */
  readonly fails: readonly (readonly [subject: Subject, message: RegExp, where: string])[];
  readonly notApplicable: Subject;
}

/** A site as placement places it, with objects where a rule looks at those. */
export function subjectOf(
  input: SiteInput,
  tenants: readonly TenantInput[] = [],
  objects: readonly object[] = [],
): Subject {
  const site = siteOf(input, tenants);
  const judged = objects.map((object) => ({
    stack: "test",
    construct: ["test"],
    object: object as PlainObject,
  }));
  return { site, lock: { ...place(site), checksum: "" }, objects: judged };
}

/** What a rule says, with its own parameters or with some that are stated. */
export function verdictOf(rule: AnyRule, subject: Subject, stated: object = {}): Verdict {
  return rule.check(subject, (rule.parameters?.parse(stated) ?? {}) as never);
}

/** Judges a whole pack by its table of cases, in which no rule may be missing. */
export function testPack(pack: readonly AnyRule[], cases: Readonly<Record<string, () => RuleCases>>): void {
  test("Every rule of the pack has its cases", () => {
    expect(Object.keys(cases).sort()).toEqual(pack.map(({ id }) => id).sort());
  });
  for (const rule of pack) {
    const all = cases[rule.id];
    if (all === undefined) continue;
    test(`${rule.id} passes, fails, and knows when it has nothing to say`, () => {
      const { passes, fails, notApplicable: other } = all();
      expect(verdictOf(rule, passes)).toEqual([]);
      for (const [subject, message, where] of fails) {
        const verdict = verdictOf(rule, subject);
        const findings = verdict === notApplicable ? [] : verdict;
        expect(findings.map(text).join("\n")).toMatch(message);
        expect(findings.map(whereOf)).toContain(where);
      }
      expect(verdictOf(rule, other)).toBe(notApplicable);
    });
  }
}

function text({ message }: RuleFinding): string {
  return message;
}

/** `site.yaml zones.0.ai`, or `ConfigMap data.key` of an object. */
export function whereOf({ place: at }: RuleFinding): string {
  if (at.in === "document") return `${at.document} ${at.path.join(".")}`.trim();
  return at.in === "object" ? `${at.judged.object.kind} ${at.field}` : at.address;
}
