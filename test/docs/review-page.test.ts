import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { formats } from "../../cli/review-outputs.ts";
import { growCloud, site, siteRepository } from "../cli/review-repository.ts";
import { busbar } from "../support/cli.ts";
import { repository } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";

const page = readFileSync(join(repository, "docs/review.md"), "utf8");

/** The commit of a test's repository is another one each time. */
function withoutHash(line: string): string {
  return line.replace(/\bat [0-9a-f]{12}\b/, "at …");
}

test("What the page shows of a review is what the review prints", () => {
  const folder = siteRepository();
  growCloud(folder);
  const { status, stdout } = busbar(["review", site, "--base", "main"], { cwd: folder });
  expect(status).toBe(5);
  const printed = stdout.split("\n").map(withoutHash);
  const shown =
    fencesOf(page)
      .find(({ info }) => info === "md")
      ?.text.split("\n") ?? [];
  let from = 0;
  for (const line of shown.filter((each) => each !== "…" && each !== "").map(withoutHash)) {
    const at = printed.indexOf(line, from);
    expect(at, line).toBeGreaterThanOrEqual(from);
    from = at + 1;
  }
  expect(from).toBeGreaterThan(30);
});

test("The page names every format", () => {
  for (const format of formats) expect(page).toContain(`| \`${format}\` |`);
});
