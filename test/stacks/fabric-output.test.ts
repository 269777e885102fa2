import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { declareSite } from "../../stacks/declare.ts";
import { synthesize } from "../../stacks/synthesize.ts";
import { relock, smallSite, writeSmallSite } from "../load/small-site.ts";
import { busbar, edit, temporaryFolder } from "../support/cli.ts";
import { filesIn } from "../support/examples.ts";

/** The small site's hall of 40 positions, wired as 5 units of 8 racks. */
const wired = `    design: { units: 5, portsPerRack: 32, rails: 8, leafPorts: 64, spinePorts: 64 }
    attachments: { resource: "nvidia.com/rail{rail}", addressPool: "{tenant}-rail{rail}" }`;

function wiredSite(): string {
  const folder = join(temporaryFolder(), "ridge");
  const site = smallSite["site.yaml"] ?? "";
  const stated = "    leaves: { count: 64, downlinks: 64 }";
  if (!site.includes(stated)) throw new Error("the small site states its leaves otherwise");
  writeSmallSite(folder, { ...smallSite, "site.yaml": site.replace(stated, wired) });
  return folder;
}

test("Tenants with namespaces get their attachments, and the site the policy that keeps pods to them", () => {
  const stacks = new Map(declareSite(wiredSite()).stacks.map(({ name, objects }) => [name, objects]));
  const attachments = (stack: string) =>
    (stacks.get(stack) ?? []).filter(({ kind }) => kind === "NetworkAttachmentDefinition");
  expect(attachments("tenant-lab").map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual(
    ["lab-training", "lab-serving"].flatMap((namespace) =>
      [1, 2, 3, 4, 5, 6, 7, 8].map((rail) => `${namespace}/roce-1-rail${rail}`),
    ),
  );
  expect(attachments("tenant-studio")).toHaveLength(8);
  const policies = (stacks.get("platform-admission") ?? []).map(({ metadata }) => metadata.name);
  expect(policies).toContain("busbar-tenant-networks");
});

test("A site whose fabrics ask for no attachments declares none, and no policy of them", () => {
  const folder = join(temporaryFolder(), "ridge");
  writeSmallSite(folder);
  const objects = declareSite(folder).stacks.flatMap((stack) => stack.objects);
  expect(objects.filter(({ kind }) => kind === "NetworkAttachmentDefinition")).toEqual([]);
  expect(objects.map(({ metadata }) => metadata.name)).not.toContain("busbar-tenant-networks");
});

test("Synthesis writes the fabric's documents, whole and anew each time", () => {
  const folder = wiredSite();
  const out = join(temporaryFolder(), "out");
  synthesize(folder, out);
  const written = [...filesIn(out).keys()].filter((path) => path.startsWith("fabric/"));
  expect(written).toEqual(["fabric/roce-1/fabric.yaml", "fabric/roce-1/links.csv"]);
  const links = readFileSync(join(out, "fabric/roce-1/links.csv"), "utf8");

  synthesize(folder, out);
  expect(readFileSync(join(out, "fabric/roce-1/links.csv"), "utf8")).toBe(links);

  // What an earlier synthesis wrote and a later does not is gone.
  edit(folder, "site.yaml", "    design:", "    leaves: { count: 40, downlinks: 32 }\n    #");
  edit(folder, "site.yaml", 'resource: "nvidia.com/rail{rail}"', 'resource: "nvidia.com/roce"');
  relock(folder);
  synthesize(folder, out);
  expect(existsSync(join(out, "fabric/roce-1/links.csv"))).toBe(false);
});

test("busbar fabric shows switches, cables, ports and tenants, and as JSON the documents", () => {
  const folder = wiredSite();
  const { stdout, stderr, status } = busbar(["fabric", folder]);
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("Fabrics of Ridge on 2026-07-01");
  expect(stdout).toMatch(
    /Switches +40 leaves, 32 ports down and 32 up each; 32 spines; 5 units of 8 racks; 8 rails/,
  );
  expect(stdout).toMatch(/Oversubscription +none/);
  expect(stdout).toMatch(/Ports to racks +416 of 1,280 leased, 864 free/);
  expect(stdout).toMatch(/lab +vrf-51000 +51000 +4200000000 +8 +10\.128\.0\.0\/20 +3,584/);
  const [fabric] = JSON.parse(busbar(["fabric", folder, "--json"]).stdout);
  expect(fabric).toMatchObject({ version: 1, fabric: "roce-1", switches: { leaves: 40, spines: 32 } });
  const none = busbar(["fabric", folder, "--at", "2026-01-15"]);
  expect(none.stdout).toContain("No tenant has racks on it on this day.");
  expect(busbar(["fabric", folder, "--at", "soon"]).status).toBe(2);
});
