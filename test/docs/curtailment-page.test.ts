import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { programmes } from "../../site/curtailment/programmes.ts";
import { busbar } from "../support/cli.ts";
import { copyOf, repository } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";

const page = readFileSync(join(repository, "docs/curtailment.md"), "utf8");
const fences = fencesOf(page);

function fence(info: string, begins: string): string {
  return fences.find((one) => one.info === info && one.text.startsWith(begins))?.text ?? expect.fail(begins);
}

/** Black Pearl with what the page adds to it. */
function blackPearl(): string {
  const folder = copyOf("black-pearl");
  appendFileSync(join(folder, "site.yaml"), `\n${fence("yaml", "# site.yaml")}`);
  return folder;
}

function run(begins: string) {
  const words = fence("sh", begins).trim().split(" ").slice(2);
  return busbar(words.map((word) => (word === "my-site" ? blackPearl() : word)));
}

test("The page's call comes out as the page shows it", () => {
  const { status, stdout, stderr } = run("npx busbar curtail my-site --target 100MW");
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toBe(fence("text", "Black Pearl"));
});

test("The page's call for more than there is ends as the page shows it", () => {
  const { status, stdout, stderr } = run("npx busbar curtail my-site --target 200MW");
  expect(status).toBe(1);
  expect(stdout).toContain("never reached: 118.36 MW at most");
  expect(stderr).toBe(fence("text", "Not as asked"));
});

test("The page lists every programme as the catalog has it", () => {
  const rows = page
    .split("\n")
    .filter((line) => programmes.some(({ name }) => line.startsWith(`| ${name} |`)))
    .map((line) => line.slice(2, -2));
  expect(rows).toEqual(
    programmes.map(({ name, trigger, responseTime, longestCall, minimumSize, stackable }) =>
      [
        name,
        trigger,
        responseTime ?? "nobody calls",
        longestCall ?? "",
        minimumSize.isZero ? "" : minimumSize,
        stackable ? "yes" : "no",
      ].join(" | "),
    ),
  );
});
