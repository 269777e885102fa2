import { expect, test } from "vitest";
import { checkOverTime } from "../../site/checks/over-time.ts";
import { loadSite } from "../../site/load/load-site.ts";
import { Site } from "../../site/site.ts";
import { exampleFolder } from "../support/examples.ts";

const { site } = loadSite(exampleFolder("black-pearl"));

test("What several programmes are promised on the same days adds up", () => {
  const [first] = site.document.demandResponse.filter(({ name }) => name === "ers-summer-2026");
  if (first === undefined) throw new Error("the example has no such obligation");
  // 118.36 MW can be shed in summer 2026: 110 MW is possible, twice 110 MW is not.
  const twice = new Site(
    { ...site.document, demandResponse: [first, { ...first, name: "second" }] },
    site.tenants,
    site.catalog,
  );
  expect(checkOverTime(site)).toEqual([]);
  const findings = checkOverTime(twice);
  expect(findings.map(({ path }) => path)).toEqual([
    ["demandResponse", 0, "obligation"],
    ["demandResponse", 1, "obligation"],
  ]);
  expect(findings[0]?.message).toContain(
    "110 MW of 220 MW promised together, but from 2026-06-01 only 118.36 MW",
  );
});

test("Obligations that follow each other are not added", () => {
  const summer = site.document.demandResponse.filter(({ from }) => from >= "2026-06-01");
  expect(summer.length).toBeGreaterThan(1);
  expect(checkOverTime(site)).toEqual([]);
});
