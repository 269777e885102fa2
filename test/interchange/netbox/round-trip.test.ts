import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { exportSources } from "../../../cli/export-netbox.ts";
import { additionsTo } from "../../../interchange/netbox/additions.ts";
import { exportedFiles, netBoxFiles } from "../../../interchange/netbox/export-netbox.ts";
import { importNetBox } from "../../../interchange/netbox/import-netbox.ts";
import { sameNode, writtenNode, writtenZone } from "../../../interchange/netbox/known-parts.ts";
import { kindOfFile } from "../../../interchange/netbox/object-kind.ts";
import { currentLock } from "../../../placement/current-lock.ts";
import type { Site } from "../../../site/site.ts";
import { loadSite } from "../../../templates/load-site.ts";
import { writeSmallSite } from "../../load/small-site.ts";
import { temporaryFolder } from "../../support/cli.ts";
import { exampleFolder, examples } from "../../support/examples.ts";
import { wiredSite } from "./wired-site.ts";

function exported(folder: string): { site: Site; files: ReturnType<typeof netBoxFiles> } {
  const { site } = loadSite(folder);
  return {
    site,
    files: netBoxFiles(exportSources(site, currentLock(site, folder), site.document.effectiveDate)),
  };
}

function importedAgain({ document, catalog }: Site, files: ReturnType<typeof netBoxFiles>) {
  return importNetBox(
    files.filter(({ file }) => kindOfFile(file) !== undefined),
    { interconnects: document.interconnects.map(({ name }) => name), rackTypes: catalog.rackTypes },
  );
}

function wiredFolder(): string {
  const folder = temporaryFolder();
  writeSmallSite(folder, wiredSite);
  return folder;
}

/** The rows of a file, by column. */
function rowsOf(files: ReturnType<typeof netBoxFiles>, name: string): Readonly<Record<string, string>>[] {
  return parse(files.find(({ file }) => file === name)?.text ?? "", { columns: true }) as Record<
    string,
    string
  >[];
}

/** The site as NetBox would tell it comes to the same power nodes and zones, and every row is used. */
function comesBack(folder: string): void {
  const { site, files } = exported(folder);
  const back = importedAgain(site, files);
  expect(back.tally.notUnderstood).toEqual([]);
  expect(back.zones).toEqual(site.zones.map(writtenZone));
  expect(back.power.map(({ name }) => name)).toEqual(site.document.power.map(({ name }) => name));
  for (const [index, node] of site.document.power.entries()) {
    const part = back.power[index];
    expect(part !== undefined && sameNode(part, writtenNode(node)), node.name).toBe(true);
  }
  const { power, zones, differences, alike } = additionsTo(site, back);
  expect({ power, zones, differences }).toEqual({ power: [], zones: [], differences: [] });
  expect(alike).toBe(site.document.power.length + site.zones.length);
}

test.each(examples)("What is exported of %s comes back as the same power nodes and zones", (example) => {
  comesBack(exampleFolder(example));
});

test("So it does where racks have feeds of their own", () => {
  comesBack(wiredFolder());
});

test("What somebody changed in NetBox comes back as a difference, and the site keeps what it states", () => {
  const { site, files } = exported(wiredFolder());
  const changed = files.map(({ file, text }) => ({
    file,
    text: file === "power-feeds.csv" ? text.replaceAll(",5564,", ",5000,") : text,
  }));
  expect(changed).not.toEqual(files);
  const { power, differences } = additionsTo(site, importedAgain(site, changed));
  expect(power).toEqual([]);
  expect(differences).toEqual([
    expect.stringContaining('power "ut-a": rating is "4 MVA", NetBox says not stated; '),
  ]);
});

test("Every file has the columns of NetBox's import form, and what a row names is there before it", () => {
  const { files } = exported(wiredFolder());
  expect(files.map(({ file }) => file)).toEqual(exportedFiles);
  const names = (file: string, column = "name") => new Set(rowsOf(files, file).map((row) => row[column]));
  const sites = names("sites.csv");
  const panels = names("power-panels.csv");
  const racks = new Set(rowsOf(files, "racks.csv").map((row) => `${row["location"]}/${row["name"]}`));
  for (const feed of rowsOf(files, "power-feeds.csv")) {
    expect(sites).toContain(feed["site"]);
    expect(panels).toContain(feed["power_panel"]);
    if (feed["rack"] !== "") expect(racks).toContain(`${feed["location"]}/${feed["rack"]}`);
    for (const column of ["voltage", "amperage"]) expect(Number(feed[column])).toBeLessThanOrEqual(32_767);
  }
  const interfaces = new Set(rowsOf(files, "interfaces.csv").map((row) => `${row["device"]} ${row["name"]}`));
  const devices = names("devices.csv");
  const cables = rowsOf(files, "cables.csv");
  expect(cables.length).toBeGreaterThan(1000);
  // No interface takes two cables, and each is one of a device.
  expect(interfaces.size).toBe(2 * cables.length);
  for (const cable of cables) {
    for (const side of ["side_a", "side_b"]) {
      expect(devices.has(cable[`${side}_device`])).toBe(true);
      expect(interfaces.has(`${cable[`${side}_device`]} ${cable[`${side}_name`]}`)).toBe(true);
    }
  }
  const [types, roles] = [names("device-types.csv", "model"), names("device-roles.csv")];
  for (const device of rowsOf(files, "devices.csv")) {
    expect(types.has(device["device_type"]) && roles.has(device["role"])).toBe(true);
    if (device["rack"] !== "") expect(racks.has(`${device["location"]}/${device["rack"]}`)).toBe(true);
  }
  const [vrfs, vlans] = [names("vrfs.csv"), names("vlans.csv", "vid")];
  for (const prefix of rowsOf(files, "prefixes.csv")) {
    if (prefix["vrf"] !== "") expect(vrfs).toContain(prefix["vrf"]);
    if (prefix["vlan"] !== "") expect(vlans).toContain(prefix["vlan"]);
  }
});

test("Miners' networks are told with their VLANs, and the site's own with their routing tables", () => {
  const { files } = exported(wiredFolder());
  expect(rowsOf(files, "vlans.csv").map(({ vid, name }) => `${vid} ${name}`)).toEqual([
    "300 storage",
    "110 pit-1-rows",
    "120 pit-2-rows",
  ]);
  expect(rowsOf(files, "prefixes.csv")).toContainEqual(
    expect.objectContaining({ prefix: "10.200.0.0/20", vrf: "store", vlan: "300", vlan_site: "ridge" }),
  );
});
