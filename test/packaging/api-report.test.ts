import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { apiReport } from "../../tools/api-report.ts";
import { repository } from "../support/examples.ts";

test("What the package declares is what the committed report says", () => {
  const committed = readFileSync(join(repository, "etc/busbar.api.md"), "utf8");
  // The difference that is shown is the change for users: it asks for an entry of the changelog.
  expect(apiReport(), 'the public API has changed: write its report by "npm run api", and review it').toBe(
    committed,
  );
});

test("The report has the constructs with their props, and no schema twice", () => {
  const committed = readFileSync(join(repository, "etc/busbar.api.md"), "utf8");
  for (const line of [
    "export class AiTenant extends Construct {",
    "export interface MiningZoneProps {",
    "    readonly continuousCapacity: Power;",
    "// siteDocument: a schema of documents, which schemas/ hold",
  ]) {
    expect(committed.split("\n")).toContain(line);
  }
  // Functions that make schemas, for answers to templates of one's own, are no schemas of documents.
  const constants = committed.split("\n\n").filter((block) => /^(?:\/\/.*\n)*(?:export )?const /.test(block));
  expect(constants.length).toBeGreaterThan(10);
  for (const constant of constants) expect(constant).not.toContain("z.ZodObject");
});
