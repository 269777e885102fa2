import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { leadTimeSources, usualLeadTimes } from "../../site/conversion/lead-times.ts";
import { busbar } from "../support/cli.ts";
import { copyOf, repository } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";

const page = readFileSync(join(repository, "docs/conversion.md"), "utf8");
const fences = fencesOf(page);

function fence(info: string, begins: string): string {
  return fences.find((one) => one.info === info && one.text.startsWith(begins))?.text ?? expect.fail(begins);
}

/** Denton with the page's conversion of hall 5. */
function denton(change: (block: string) => string = (block) => block): string {
  const folder = copyOf("denton");
  const path = join(folder, "site.yaml");
  const block = change(fence("yaml", "conversion:")).trimEnd().replaceAll(/^/gm, "    ");
  const feeds = "    feeds: { A: ut-hall-5 }\n";
  const text = readFileSync(path, "utf8");
  expect(text).toContain(feeds);
  writeFileSync(path, text.replace(feeds, `${feeds}${block}\n`));
  return folder;
}

test("The page's example comes out as the page shows it", () => {
  const command = fence("sh", "npx busbar timeline").trim().split(" ").slice(2);
  const { stdout, stderr } = busbar(command.map((word) => (word === "my-site" ? denton() : word)));
  expect(stderr).toBe("");
  expect(stdout).toBe(fence("text", "Denton"));
});

test("The page's late order is refused as the page shows it", () => {
  const folder = denton((block) => block.replace("placed: 2024-11-01", "placed: 2025-02-01"));
  const { status, stderr } = busbar(["timeline", folder]);
  expect(status).toBe(1);
  expect(stderr).toBe(fence("text", "The site is refused"));
});

test("A tenant that comes before its hall is ready is refused with the day on which it could come", () => {
  const folder = denton();
  appendFileSync(
    join(folder, "tenants/early.yaml"),
    `version: 1
name: early
offering: bare-metal
lease: { from: 2027-05-15, to: 2028-05-14 }
demand:
  - { name: gpus, rackType: gb300-nvl72, racks: 10, zones: [hall-5] }
`,
  );
  const { status, stderr } = busbar(["place", folder]);
  expect(status).toBe(1);
  for (const line of fence("text", "hall-5: it is").trim().split("\n")) expect(stderr).toContain(line);
});

test("The page lists every usual lead time, with its source", () => {
  const rows = [...page.matchAll(/^\| `([\w-]+)`[^|]*\| (\d+) weeks \| (.*) \|$/gm)];
  expect(rows.map(([, kind, weeks]) => [kind, Number(weeks)])).toEqual(
    Object.entries(usualLeadTimes).map(([kind, { value }]) => [kind, value.weeks]),
  );
  for (const [, kind = "", , source = ""] of rows) {
    const id = usualLeadTimes[kind as keyof typeof usualLeadTimes].source ?? "";
    const title = leadTimeSources[id]?.title ?? id;
    const [first = ""] = title.split(",");
    if (!source.startsWith("the same")) expect(source).toContain(first);
  }
});
