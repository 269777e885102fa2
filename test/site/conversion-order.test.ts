import { expect, test } from "vitest";
import { Refusal } from "../../site/problem.ts";
import { zoneStates } from "../../site/schema/zone.ts";
import { mayFollow } from "../../site/zone-state.ts";
import { loadSite } from "../../templates/load-site.ts";
import { smallSite } from "../load/small-site.ts";
import { temporaryFolder, writeFiles } from "../support/cli.ts";

const before = (smallSite["site.yaml"] ?? "").split("      - { state: mining, from: 2025-01-01 }\n");

/** The small site with other states of the zone that it converts; the line on which they begin. */
function withStates(lines: readonly string[]) {
  const [head = "", first = "", second = ""] = before;
  const rest = second.slice(second.indexOf("    ai:"));
  const start = `${head}      - { state: mining, from: 2025-01-01 }\n${first}`;
  const text = `${start}${lines.map((line) => `      - ${line}\n`).join("")}${rest}`;
  return { text, line: start.split("\n").length };
}

/** What is said of some states of the zone, or nothing where the site is right. */
function problemsOf(text: string) {
  const folder = temporaryFolder();
  writeFiles(folder, { ...smallSite, "site.yaml": text });
  try {
    loadSite(folder);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.problems;
    throw error;
  }
}

const wrong = zoneStates.flatMap((from) =>
  zoneStates.filter((to) => !mayFollow(from, to, from === "ai-ready")).map((to) => [from, to] as const),
);

test.each(wrong)("A zone does not go from %s to %s: refused with the line", (from, to) => {
  const { text, line } = withStates([
    `{ state: ${from}, from: 2025-01-01 }`,
    `{ state: ${to}, from: 2025-06-01 }`,
  ]);
  const problems = problemsOf(text);
  expect(problems[0]?.where).toBe(`site.yaml:${line + 1}:9`);
  expect(problems[0]?.message).toContain(
    `zones[2].states[1]: zone "pit-2" goes from "${from}" to "${to}": the next state may be `,
  );
});

test.each([
  ["on the same day", "2025-01-01"],
  ["before the state it follows has begun", "2024-12-31"],
])("A phase that begins %s overlaps it, and is refused with its line", (_, from) => {
  const { text, line } = withStates([
    "{ state: mining, from: 2025-01-01 }",
    `{ state: draining, from: ${from} }`,
  ]);
  expect(problemsOf(text)).toEqual([
    {
      where: `site.yaml:${line + 1}:9`,
      message: `zones[2].states[1]: zone "pit-2" is "draining" from ${from}, not after "mining" from 2025-01-01: list the states in order of time`,
    },
  ]);
});

test("All phases that overlap are told at once, each on its line", () => {
  const { text, line } = withStates([
    "{ state: mining, from: 2025-01-01 }",
    "{ state: draining, from: 2027-02-01 }",
    "{ state: stripped, from: 2027-01-01 }",
    "{ state: construction, from: 2027-04-01 }",
    "{ state: commissioning, from: 2027-04-01 }",
  ]);
  expect(problemsOf(text).map(({ where }) => where)).toEqual([
    `site.yaml:${line + 2}:9`,
    `site.yaml:${line + 4}:9`,
  ]);
});

test("A zone that alternates is right: mining, AI hall, mining, AI hall, mining", () => {
  const { text } = withStates([
    "{ state: mining, from: 2025-01-01 }",
    "{ state: draining, from: 2027-10-01 }",
    "{ state: stripped, from: 2027-11-01 }",
    "{ state: construction, from: 2027-12-01 }",
    "{ state: commissioning, from: 2028-03-01 }",
    "{ state: ai-ready, from: 2028-05-01 }",
    "{ state: mining, from: 2029-05-01 }",
    "{ state: draining, from: 2029-10-01 }",
    "{ state: commissioning, from: 2029-11-01 }",
    "{ state: ai-ready, from: 2029-12-01 }",
    "{ state: mining, from: 2031-01-01 }",
  ]);
  expect(problemsOf(text)).toEqual([]);
});
