import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { curtailmentPlanText } from "../../constructs/curtailment/plan-config-map.ts";
import { readEvent } from "../../site/curtailment/event.ts";
import { Refusal } from "../../site/problem.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { curtailmentDocuments } from "../../stacks/curtailment-documents.ts";
import { synthesize } from "../../stacks/synthesize.ts";
import { examplePlan } from "../constructs/curtailment/example-plan.ts";
import { copyOf, repository, temporaryFolder } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";

type Json = Readonly<Record<string, unknown>>;

const fences = fencesOf(readFileSync(join(repository, "docs/demand-response.md"), "utf8"));

/** The page's blocks of a language, in order. */
function blocks(info: string): string[] {
  return fences.filter((fence) => fence.info === info).map(({ text }) => text);
}

/** The page's site, and what it shows of it. */
function onPage() {
  const [document = ""] = blocks("yaml");
  const { site, plan } = examplePlan(load(document) as Partial<SiteInput>);
  const files = curtailmentDocuments(plan, site.document);
  return { plan, read: (file: string) => JSON.parse(files.get(`curtailment/${file}`) ?? "") };
}

test("The page's files come out as the page shows them", () => {
  const { plan, read } = onPage();
  const [request = "", program = "", resource = ""] = blocks("json");
  const { obligations } = read("proto-fleet.json") as {
    obligations: readonly { requests: readonly Json[] }[];
  };
  expect(obligations[0]?.requests[1]).toEqual(JSON.parse(request));
  expect(read("openadr/programs.json")[0]).toEqual(JSON.parse(program));
  const [report] = read("openadr/reports.json") as readonly { resources: readonly Json[] }[];
  expect(report?.resources[1]).toEqual(JSON.parse(resource));
  const written = curtailmentPlanText(plan).replaceAll(/^ *abovePrice: .*\n/gm, "");
  expect(written.slice(0, blocks("yaml")[1]?.length)).toBe(blocks("yaml")[1]);
});

test("The page's wrong event is refused as the page shows it", () => {
  const { plan } = onPage();
  const names = { site: plan.site, zones: plan.order.map(({ zone }) => zone), programmes: plan.obligations };
  const read = () => readEvent(blocks("json")[3] ?? "", "event.json", names);
  expect(read).toThrow(Refusal);
  expect(read).toThrow(blocks("text")[0]?.trimEnd());
});

test("A synthesis writes the plan once, beside what it wrote before", () => {
  const output = join(temporaryFolder(), "out");
  synthesize(copyOf("denton"), output);
  expect(readdirSync(join(output, "curtailment")).sort()).toEqual(["openadr", "proto-fleet.json"]);
  expect(readdirSync(join(output, "curtailment/openadr")).sort()).toEqual([
    "events.json",
    "programs.json",
    "reports.json",
    "resources.json",
    "vens.json",
  ]);
  expect(existsSync(join(output, "manifests/platform/curtailment.yaml"))).toBe(true);
});

test("What an earlier synthesis wrote goes when nothing may be shed any more", () => {
  const folder = copyOf("denton");
  const output = join(temporaryFolder(), "out");
  synthesize(folder, output);
  expect(existsSync(join(output, "curtailment"))).toBe(true);
  synthesize(afterItsLastMiner(folder), output);
  expect(existsSync(join(output, "curtailment"))).toBe(false);
  expect(existsSync(join(output, "manifests/platform/curtailment.yaml"))).toBe(false);
});

/** The site on a day on which all of it is converted. */
function afterItsLastMiner(folder: string): string {
  const path = join(folder, "site.yaml");
  writeFileSync(
    path,
    readFileSync(path, "utf8").replace(/^effectiveDate: .*$/m, "effectiveDate: 2027-12-31"),
  );
  return folder;
}
