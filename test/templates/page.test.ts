import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { Refusal } from "../../site/problem.ts";
import { loadSite } from "../../templates/load-site.ts";
import { templates } from "../../templates/templates.ts";
import { repository, temporaryFolder } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";

const page = readFileSync(join(repository, "docs/templates.md"), "utf8");
const fences = fencesOf(page);
const [answered = "", given = ""] = fences.filter(({ info }) => info === "yaml").map(({ text }) => text);

function siteOf(text: string) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "site.yaml"), text);
  return loadSite(folder).site;
}

test("What comes out of the page's answers is what the page shows", () => {
  const { document } = siteOf(answered);
  const shown = load(given) as { readonly power: { name: string }[]; readonly zones: { name: string }[] };
  const named = (all: readonly { readonly name: string }[], name: string) =>
    JSON.parse(JSON.stringify(all.find((one) => one.name === name))) as unknown;
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    if (typeof value !== "object" || value === null) return value;
    if ("value" in value) return value.value;
    return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, plain(inside)]));
  };
  for (const node of shown.power) {
    const { from, ...rest } = node as { from?: string; name: string };
    expect(plain(named(document.power, node.name))).toMatchObject({ ...rest, from: [from] });
  }
  for (const zone of shown.zones) expect(plain(named(document.zones, zone.name))).toMatchObject(zone);
  expect(document.zones.find(({ name }) => name === "south")?.title).toBe("The yard");
});

test("The page's refusal comes out as the page shows it", () => {
  const refused = answered.replace("ready: 2026-06-01", "ready: 2025-09-01");
  const shown = fences.find(({ text }) => text.startsWith("site.yaml:"))?.text.trim();
  try {
    siteOf(refused);
    expect.fail("it is not refused");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.problems.map(({ where, message }) => `${where}  ${message}`).join("\n")).toBe(shown);
  }
});

test("The page lists every template of a site", () => {
  for (const { gives, name } of templates) if (gives === "site") expect(page).toContain(`| \`${name}\` |`);
});
