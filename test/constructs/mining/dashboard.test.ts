import { expect, test } from "vitest";
import { type DashboardZone, miningDashboard } from "../../../constructs/mining/dashboard.ts";
import { Hashrate } from "../../../site/units/index.ts";
import { matchersIn, promqlProblem } from "../../support/promql.ts";

const zones: readonly DashboardZone[] = [
  {
    name: "north",
    title: "North hall",
    namespace: "mining-north",
    proxy: "farm-proxy",
    hashrate: Hashrate.petahashes(100),
    miners: 1000,
  },
  {
    name: "south",
    title: undefined,
    namespace: "mining-south",
    proxy: "sv2-translator",
    hashrate: Hashrate.petahashes(20),
    miners: 150,
  },
];

test("The dashboard names every zone in a row of its own, and in each of its graphs", () => {
  const { panels } = miningDashboard("ridge", zones);
  const rows = panels.filter(({ type }) => type === "row").map(({ title }) => title);
  expect(rows).toEqual(["north: North hall", "south"]);
  for (const { name } of zones) {
    const graphs = panels.filter(({ type, title }) => type !== "row" && title.startsWith(`${name} `));
    expect(graphs).toHaveLength(4);
  }
});

test("Panels have numbers of their own, and none lies on another or beyond the grid", () => {
  const { panels } = miningDashboard("ridge", zones);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
});

test("Every query is PromQL of one zone, and asks the Prometheus that is chosen", () => {
  for (const panel of miningDashboard("ridge", zones).panels) {
    if (!("targets" in panel)) continue;
    const zone = panel.title.split(" ")[0];
    for (const { expr, datasource } of panel.targets) {
      expect(promqlProblem(expr), panel.title).toBeUndefined();
      expect(datasource.uid).toMatch(/^\$\{datasource\}$/);
      for (const matchers of matchersIn(expr)) expect(matchers).toContain(`namespace="mining-${zone}"`);
    }
  }
});

test("The same site keeps its address in Grafana, whatever mines there, and no other site has it", () => {
  const { uid, templating, schemaVersion } = miningDashboard("ridge", zones);
  expect(miningDashboard("ridge", zones.slice(1)).uid).toBe(uid);
  expect(miningDashboard("ridge-2", zones).uid).not.toBe(uid);
  // Grafana takes 40 characters, letters, digits, dashes and underscores.
  expect(uid).toMatch(/^[\w-]{1,40}$/);
  expect(schemaVersion).toBe(39);
  expect(templating.list).toEqual([expect.objectContaining({ name: "datasource", type: "datasource" })]);
});
