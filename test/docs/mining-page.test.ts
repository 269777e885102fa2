import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { type RuleGroup, zoneAlerts } from "../../constructs/mining/alerts.ts";
import { proxyMetrics } from "../../constructs/mining/proxy-metrics.ts";
import { day } from "../../site/day.ts";
import { drainSteps } from "../../site/mining/drain.ts";
import { Hashrate } from "../../site/units/index.ts";
import { proxyDocuments } from "../../stacks/proxy-documents.ts";
import { loadSite } from "../../templates/load-site.ts";
import { busbar } from "../support/cli.ts";
import { exampleFolder, repository } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";

const page = readFileSync(join(repository, "docs/mining.md"), "utf8");
const fences = fencesOf(page);

function fence(info: string, begins: string): string {
  return fences.find((one) => one.info === info && one.text.startsWith(begins))?.text ?? expect.fail(begins);
}

/** Rows of the tables whose first cell is a word of code, by that word. */
function rows(pattern: RegExp): Map<string, string[]> {
  const found = [...page.matchAll(/^\| `([\w-]+)` \|(.*)\|$/gm)].filter(([, name = ""]) =>
    pattern.test(name),
  );
  return new Map(found.map(([, name = "", rest = ""]) => [name, rest.split("|").map((cell) => cell.trim())]));
}

const documents = proxyDocuments(loadSite(exampleFolder("prince-george")).site);

test("The page's rule and the page's variables are those of the example", () => {
  const [shown] = load(fence("yaml", "- alert:")) as { alert: string }[];
  const { groups } = load(documents.get("mining/pg-2-mining/alerts.yaml") ?? "") as { groups: RuleGroup[] };
  expect(groups[0]?.rules.find(({ alert }) => alert === shown?.alert)).toEqual(shown);
  // 2,800 × 234 TH/s × 0.9.
  expect(JSON.stringify(shown)).toContain(String(2800 * 234 * 0.9 * 1e12));
  expect(documents.get("mining/pg-1-mining/translator.env")).toContain(fence("text", "TPROXY__"));
});

test("The page lists every alert, with how long it waits", () => {
  const props = {
    site: "ridge",
    zone: "north",
    namespace: "mining-north",
    proxy: "farm-proxy",
    hashrate: Hashrate.petahashes(1),
    miners: 10,
    pools: [],
  } as const;
  const all = [
    ...zoneAlerts(props).rules,
    ...zoneAlerts({ ...props, draining: { stripped: day("2026-12-05") } }).rules,
  ];
  const listed = rows(/^Mining/);
  expect([...listed.keys()].sort()).toEqual([...new Set(all.map(({ alert }) => alert))].sort());
  for (const { alert, for: waits } of all) expect(listed.get(alert)?.[1], alert).toBe(waits);
});

test("The page says of each proxy's metrics where their names are from", () => {
  for (const { source } of Object.values(proxyMetrics)) expect(page).toContain(`| ${source} |`);
});

test("The page's drain is that of the example, and its steps are all there are", () => {
  const command = fence("sh", "npx busbar timeline").trim().split(" ").slice(2);
  const { stdout } = busbar(command.map((word) => word.replace(/^examples/, join(repository, "examples"))));
  expect(stdout).toContain(fence("text", "2026-11-20 swing"));
  expect([...rows(/^(stop|point|watch|remove)/).keys()]).toEqual([...drainSteps]);
});
