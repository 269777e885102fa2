import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import { reviewJson } from "../../../review/formats/json.ts";
import { reviewRunTask } from "../../../review/formats/run-task.ts";
import { reviewSarif } from "../../../review/formats/sarif.ts";
import { rendered } from "./rendered.ts";
import { everything, finding, nothingChanges } from "./reviews.ts";

const options = { version: "1.2.3", folder: "sites/ridge" };

function named(count: number) {
  let next = 0;
  return everything({ name: () => `name-${next++}`, count });
}

test("JSON is the review as it is", () => {
  const review = named(2);
  expect(JSON.parse(reviewJson(review))).toEqual(review);
  expect(reviewJson(review)).toMatch(/^\{\n {2}"version": 1,\n/);
});

// --- SARIF

interface Sarif {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly baselineState: string;
    }[];
  }[];
}

test("SARIF has the head's findings, the new ones marked, and what is mended not at all", () => {
  const policies = {
    ...nothingChanges.policies,
    newly: [finding({ rule: "mining/test-key", level: "hard" })],
    still: [finding()],
    mended: [finding({ rule: "network/open-egress" })],
  };
  const { runs } = JSON.parse(reviewSarif({ ...nothingChanges, policies }, options)) as Sarif;
  const [run] = runs;
  expect(run?.results.map(({ ruleId, baselineState }) => [ruleId, baselineState])).toEqual([
    ["mining/test-key", "new"],
    ["power/n-1-headroom", "unchanged"],
  ]);
  for (const { ruleId, ruleIndex } of run?.results ?? [])
    expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
});

test("SARIF is valid by the schema of SARIF 2.1.0", () => {
  const file = createRequire(import.meta.url).resolve(
    "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
  );
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, "utf8"));
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
  for (const review of [nothingChanges, named(3)]) {
    expect(validate(JSON.parse(reviewSarif(review, options))), JSON.stringify(validate.errors)).toBe(true);
  }
  expect(validate({ version: "2.1.0", runs: [{ results: [{ message: {}, baselineState: "old" }] }] })).toBe(
    false,
  );
});

// --- HCP Terraform

interface RunTask {
  readonly data: {
    readonly type: string;
    readonly attributes: { readonly status: string; readonly message: string; readonly url?: string };
    readonly relationships: {
      readonly outcomes: {
        readonly data: readonly { readonly type: string; readonly attributes: RunTaskOutcome }[];
      };
    };
  };
}

interface RunTaskOutcome {
  readonly "outcome-id": string;
  readonly description: string;
  readonly body: string;
  readonly url?: string;
  readonly tags: Readonly<Record<string, readonly { readonly label: string; readonly level: string }[]>>;
}

test("The run task's result passes with changes, and fails where a policy is broken", () => {
  const status = (outcome: "nothing" | "changes" | "policy") =>
    (JSON.parse(reviewRunTask({ ...nothingChanges, outcome })) as RunTask).data.attributes.status;
  expect([status("nothing"), status("changes"), status("policy")]).toEqual(["passed", "passed", "failed"]);
});

test("The run task's outcomes are the review, each loss and each new finding, by ids of their own", () => {
  const { losses } = named(1);
  const policies = {
    ...nothingChanges.policies,
    newly: [finding({ level: "hard" }), finding({ level: "advisory" })],
  };
  const review = { ...nothingChanges, outcome: "policy" as const, headline: "Destroys x.", losses, policies };
  const { data } = JSON.parse(reviewRunTask(review, { detailsUrl: "https://ci.example.org/7" })) as RunTask;
  expect(data).toMatchObject({
    type: "task-results",
    attributes: { status: "failed", message: "Destroys x.", url: "https://ci.example.org/7" },
  });
  const outcomes = data.relationships.outcomes.data;
  expect(outcomes.map(({ type }) => type)).toEqual(Array(4).fill("task-result-outcomes"));
  expect(outcomes.map(({ attributes }) => attributes["outcome-id"])).toEqual([
    "busbar-review",
    "busbar-loss-1",
    "busbar-policy-1",
    "busbar-policy-2",
  ]);
  expect(outcomes[2]?.attributes).toMatchObject({
    body: expect.stringContaining("*Mend:* Move load to another transformer."),
    url: "https://ci.example.org/7",
    tags: { Status: [{ label: "Failed", level: "error" }], Severity: [{ label: "hard", level: "error" }] },
  });
  const levels = outcomes.flatMap(({ attributes: { tags } }) =>
    Object.values(tags)
      .flat()
      .map(({ level }) => level),
  );
  for (const level of levels) expect(["none", "info", "warning", "error"]).toContain(level);
});

test("Bodies of outcomes hold nothing of Markdown but the program's own, whatever names hold", () => {
  const nasty = fc.string({ unit: fc.constantFrom(..."ab1. @#<>&|`*_[]()!\\~:-+=$/\n"), maxLength: 20 });
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 1, maxLength: 20 }), (names) => {
      let next = 0;
      const review = everything({ name: () => names[next++ % names.length] ?? "", count: 1 });
      const { data } = JSON.parse(reviewRunTask(review)) as RunTask;
      for (const { attributes } of data.relationships.outcomes.data.slice(1)) {
        const { kinds } = rendered(attributes.body);
        const allowed = ["root", "paragraph", "text", "inlineCode", "emphasis"];
        expect(
          [...kinds].filter((kind) => !allowed.includes(kind)),
          attributes.body,
        ).toEqual([]);
      }
    }),
    { numRuns: 60, examples: [[["", "", " 1", ""]]] },
  );
});

test("A run task has a bounded number of outcomes", () => {
  const { data } = JSON.parse(reviewRunTask(named(200))) as RunTask;
  expect(data.relationships.outcomes.data).toHaveLength(50);
});
