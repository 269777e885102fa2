import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { place } from "../../placement/place.ts";
import { designFabric } from "../../site/fabric/design.ts";
import { designOf, leafPorts } from "../../site/fabric/fabric.ts";
import type { FabricRules } from "../../site/fabric/rules.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { networkDocuments } from "../../stacks/network-documents.ts";
import { busbar } from "../support/cli.ts";
import { repository } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";
import { gpuRacks, hall, rooms, siteOf, siteWith, tenantOf } from "../support/sites.ts";

const page = readFileSync(join(repository, "docs/fabric.md"), "utf8");
const fences = fencesOf(page);

/** The site of the page: three rows of eight positions, and one of seven, on the fabric that its first block states. */
function exampleSite() {
  const { fabrics } = load(fences.find(({ info }) => info === "yaml")?.text ?? "") as Pick<
    SiteInput,
    "fabrics"
  >;
  const zones = [
    hall("north", { ai: rooms({ rows: 3, positionsPerRow: 8 }) }),
    hall("south", { ai: rooms({ rows: 1, positionsPerRow: 7 }) }),
  ];
  const nodeNames = { racks: "{zone}-{rack}-{node}" };
  return siteOf(siteWith(zones, { ...(fabrics && { fabrics }), nodeNames }), [tenantOf("lab", gpuRacks(1))]);
}

/** The rows of the table that a heading cell begins, as texts. */
function table(firstHeading: string): string[][] {
  const lines = page.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${firstHeading} |`));
  const rows = lines.slice(start + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith("|")),
    )
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

test("The worked example comes to what the page says", () => {
  const fabric = exampleSite().fabric("ib-pod");
  const design = designOf(fabric);
  expect(table("`ib-pod`")).toEqual([
    ["leaves", String(fabric.leaves.count.value)],
    ["spines", String(fabric.spines?.count.value)],
    ["ports to racks", String(leafPorts(fabric))],
    ["racks", String(design?.racks)],
    ["links from racks and managers to leaves", String(design?.links.rackLeaf)],
    ["links from leaves to spines", String(design?.links.leafSpine)],
  ]);
});

/** In systems of eight ports. */
const systems: FabricRules = {
  units: 1,
  unitRacks: 32,
  portsPerRack: 8,
  rails: 8,
  planes: 1,
  leafPorts: 64,
  spinePorts: 64,
  corePorts: 64,
  oversubscription: 1,
  managerPorts: 0,
  linksPerCable: 1,
};
const larger = (ports: number) => ({ leafPorts: ports, spinePorts: ports, corePorts: ports });
const pods: Readonly<Record<string, FabricRules>> = {
  "DGX H100": { ...systems, managerPorts: 4 },
  "DGX B200": systems,
  "DGX B300, XDR": { ...systems, unitRacks: 72, ...larger(144) },
  "DGX B300, Spectrum-X, two planes": {
    ...systems,
    unitRacks: 64,
    planes: 2,
    linksPerCable: 2,
    ...larger(128),
  },
};

test("The published pods come out of their rules as the page lists them", () => {
  const rows = table("published pod");
  expect(rows.length).toBe(8);
  for (const [pod = "", units, ...counts] of rows) {
    const rules = pods[pod];
    if (rules === undefined) throw new Error(`no rules of ${pod}`);
    const found = designFabric({ ...rules, units: Number(units) });
    if ("problems" in found) throw new Error(pod);
    const { racks, leaves, spines, cores, cables } = found.design;
    const { rackLeaf, leafSpine, spineCore } = cables;
    expect(counts.map(Number), `${pod}, ${units}`).toEqual([
      racks,
      leaves,
      spines,
      cores,
      rackLeaf,
      leafSpine,
      spineCore,
    ]);
  }
});

test("The links that the page shows are those that are written", () => {
  const site = exampleSite();
  const shown = fences.find(({ text }) => text.startsWith("a,a_port"))?.text ?? "none";
  expect(networkDocuments(site, place(site)).get("fabric/ib-pod/links.csv")?.startsWith(shown)).toBe(true);
});

test("What busbar fabric prints of Prince George is what the page shows", () => {
  const shown = fences.find(({ text }) => text.startsWith("ib-pg1"))?.text ?? "none";
  expect(busbar(["fabric", "examples/prince-george"]).stdout).toContain(shown);
});
