import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { farmProxyConfig } from "../../constructs/mining/farm-proxy.ts";
import { resolvePools } from "../../constructs/mining/pools.ts";
import { firmwareCapabilities } from "../../site/mining/firmware.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { miningDocuments } from "../../stacks/mining-documents.ts";
import { repository } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";
import { siteOf, siteWith } from "../support/sites.ts";

const page = readFileSync(join(repository, "docs/pools.md"), "utf8");
const fences = fencesOf(page);

/** The site that the page's YAML makes, on a day. */
function exampleSite(effectiveDate: string) {
  const blocks = fences.filter(({ info }) => info === "yaml").map(({ text }) => load(text) as object);
  const { zones, ...rest }: Partial<SiteInput> = Object.assign({}, ...blocks);
  return siteOf(siteWith(zones ?? [], { ...rest, effectiveDate }));
}

function blockOf(info: string): string {
  return fences.find((fence) => fence.info === info)?.text ?? expect.fail(`no ${info}`);
}

test("The table of what each firmware can do is what the code holds, with who is taken at their word", () => {
  const rows = page
    .split("\n")
    .filter((line) => /^\| `[a-z-]+` \| (yes|no|unknown)/.test(line))
    .map((line) => line.slice(2, -2).split(" | "));
  expect(rows).toEqual(
    Object.entries(firmwareCapabilities).map(([name, { title: _, ...stated }]) => {
      const { groups, fixedShare, slots, powerLimit, pause, stratumV2, scheme } = stated;
      const cells = [groups, fixedShare, slots, powerLimit, pause, stratumV2, scheme];
      return [
        `\`${name}\``,
        ...cells.map(({ value, source }) => `${value}${source === "asic-rs" ? " ¹" : ""}`),
      ];
    }),
  );
  for (const [name, { title: _, ...stated }] of Object.entries(firmwareCapabilities)) {
    const unmarked = Object.values(stated).map(({ source }) => source);
    expect(unmarked.includes("pyasic"), name).toBe(["stock", "vnish", "whatsminer"].includes(name));
  }
});

test("What the page shows of the miners' files is what comes out", () => {
  const files = miningDocuments(exampleSite("2026-01-01"));
  expect(files.get("mining/pit/rows.set-miner-conf.json")).toBe(blockOf("json"));
  const workers = files.get("mining/pit/rows.workers.csv") ?? "";
  expect(workers.startsWith(blockOf("text"))).toBe(true);
  expect(workers.trimEnd().split("\n")).toHaveLength(1 + 400);
  expect(files.get("mining/prometheus-asic.env")).toContain("pit.rows:10.32.0.0/20");
  const { ranges } = parse(files.get("mining/ranges.toml") ?? "") as { ranges: { pit: string[] } };
  expect(ranges.pit.filter((range) => range.startsWith("10.32."))).toHaveLength(16);
});

test("What the page shows of a zone that is drained is what comes out on that day", () => {
  const files = miningDocuments(exampleSite("2027-01-01"));
  expect(files.get("mining/pit/tank.bosminer.toml")).toBe(blockOf("toml"));
  expect(files.get("mining/pit/tank.set-pool-groups.json")).toContain("fixed_share_ratio");
});

test("The page's shares weigh in Farm Proxy as it says", () => {
  const site = exampleSite("2026-01-01");
  const [set] = site.document.poolSets;
  const names = { site: site.name, zone: "pit" };
  const { groups, problems } = resolvePools(set ?? expect.fail("no pool set"), names);
  expect(problems).toEqual([]);
  const { routing } = parse(farmProxyConfig({ ...names, port: 3333, groups })) as unknown as {
    routing: { goal: { hr_weight: number }[] }[];
  };
  expect(routing[0]?.goal.map(({ hr_weight }) => hr_weight)).toEqual([3, 2]);
});

test("The page names every file that is written for a group", () => {
  const files = miningDocuments(exampleSite("2026-01-01"));
  for (const file of files.keys()) {
    const suffix = file.replace(/^.*\/(rows|tank)\./, "").replace(/^mining\/(pit\/)?/, "");
    expect(page, file).toContain(suffix);
  }
});
