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
  expect(committed).not.toContain("z.ZodObject");
});
