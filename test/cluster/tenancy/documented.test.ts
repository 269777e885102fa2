import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { admissionPolicies } from "../../../constructs/tenancy/admission-policies.ts";
import { repository } from "../../support/examples.ts";
import { isolationChecks } from "./checks/index.ts";

const page = readFileSync(join(repository, "docs", "tenants.md"), "utf8");

/** The checks as the page lists them; where this differs from the page, it goes there as it is. */
function table(): string {
  const rows = isolationChecks.map(
    ({ name, benchmark, heldBy }) =>
      `| ${name} | ${benchmark === undefined ? "" : `\`${benchmark}\``} | ${heldBy.map(held).join(", ")} |`,
  );
  return ["| check | benchmark | held by |", "|---|---|---|", ...rows].join("\n");
}

function held(holder: string): string {
  return holder.startsWith("busbar-") ? `\`${holder}\`` : holder;
}

test("The page on tenants lists every check with its number and what holds it", () => {
  const listed = /<!-- checks: [^>]+ -->\n([\s\S]*?)\n?<!-- end of checks -->/.exec(page)?.[1];
  expect(listed).toBe(table());
});

test("Every check of the multi-tenancy benchmark is among them", () => {
  const numbers = isolationChecks.flatMap(({ benchmark }) => benchmark ?? []);
  expect(numbers.sort()).toEqual([
    "#1198",
    "#1199",
    "MTB-PL1-BC-CPI-2",
    "MTB-PL1-BC-CPI-3",
    "MTB-PL1-BC-CPI-4",
    "MTB-PL1-BC-CPI-5",
    "MTB-PL1-BC-CPI-6",
    "MTB-PL1-BC-HI-1",
    "MTB-PL1-BC-HI-1",
    "MTB-PL1-BC-HI-3",
    "MTB-PL1-BC-HI-4",
    "MTB-PL1-BC-HI-5",
    "MTB-PL1-CC-CPI-1",
    "MTB-PL1-CC-DI-1",
    "MTB-PL1-CC-FNS-1",
    "MTB-PL1-CC-FNS-2",
    "MTB-PL1-CC-TI-1",
    "MTB-PL1-CC-TI-2",
    "MTB-PL2-BC-OPS-3",
    "MTB-PL2-BC-OPS-4",
    "MTB-PL2-CC-TI-1",
  ]);
});

test("Every admission policy is what some check is held by, and the page says what it refuses", () => {
  const holders = new Set<string>(isolationChecks.flatMap(({ heldBy }) => heldBy));
  for (const { name } of admissionPolicies) {
    expect(holders).toContain(name);
    expect(page).toContain(`| \`${name}\` | `);
  }
});
