import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { rules } from "../../policies/packs/index.ts";
import { organisationPolicies, policies } from "../../site/schema/policies.ts";
import { busbar } from "../support/cli.ts";
import { repository } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";

const blocks = fencesOf(readFileSync(join(repository, "docs/policies.md"), "utf8"));

test("What the page shows of a check is what the check prints", () => {
  const shown = blocks.find(({ info }) => info === "text")?.text.split("\n") ?? [];
  const printed = busbar(["check", "examples/prince-george"]).stdout.split("\n");
  let from = 0;
  for (const line of shown.filter((each) => each !== "…" && each !== "")) {
    const at = printed.indexOf(line, from);
    expect(at, line).toBeGreaterThanOrEqual(from);
    from = at + 1;
  }
  expect(from).toBeGreaterThan(3);
});

test("The page's settings have the shape of their documents, and name rules and parameters that there are", () => {
  const [ofSite, ofOrganisation] = blocks.filter(({ info }) => info === "yaml").map(({ text }) => load(text));
  const read = [
    policies.parse((ofSite as { readonly policies: unknown }).policies),
    organisationPolicies.parse(ofOrganisation),
  ];
  const ids = read.flatMap(({ levels, parameters }) => [...Object.keys(levels), ...Object.keys(parameters)]);
  expect(ids).toHaveLength(6);
  for (const id of ids) expect(rules.map((rule) => rule.id)).toContain(id);
  for (const { parameters } of read) {
    for (const [id, stated] of Object.entries(parameters)) {
      expect(rules.find((rule) => rule.id === id)?.parameters?.safeParse(stated).success, id).toBe(true);
    }
  }
});
