import { join } from "node:path";
import { existingLock } from "../../placement/current-lock.ts";
import { lockFile, writeLock } from "../../placement/lock.ts";
import { place } from "../../placement/place.ts";
import { loadSite } from "../../templates/load-site.ts";
import { temporaryFolder, writeFiles } from "../support/cli.ts";
import { fabricOf, hall, mine, siteWith, tenantOf } from "../support/sites.ts";

/** Racks of four nodes with four accelerators each, which share an NVLink domain. */
const linkedRack = {
  name: "linked",
  title: "Four nodes on one NVLink",
  role: "accelerator" as const,
  power: "40 kW",
  peakFactor: 1.1,
  liquidShare: "0 %",
  mass: "900 kg",
  nodes: 4,
  accelerator: { model: "Linked", resource: "nvidia.com/gpu", perNode: 4 },
  node: { cpu: 60, memory: "500 GiB", architecture: "arm64" as const },
  fabric: { kinds: ["infiniband" as const], ports: 16, speed: "400 Gb/s" },
  scaleUp: { kind: "nvlink" as const, racks: 1 },
};

/** Racks of two nodes without accelerators. */
const plainRack = {
  name: "plain",
  title: "Two nodes without accelerators",
  role: "storage" as const,
  power: "10 kW",
  peakFactor: 1.1,
  liquidShare: "0 %",
  mass: "900 kg",
  nodes: 2,
  node: { cpu: 30, memory: "200 GiB", architecture: "amd64" as const },
};

/**
 * A small site with what is hard to schedule: racks that are NVLink domains, whose accelerators two namespaces share so
 * that both the last domain and the last node are divided; racks without accelerators; and a tenant that names no groups.
 */
export function rehearsedSite(): string {
  const folder = join(temporaryFolder(), "site");
  const site = siteWith([hall("ai"), mine("pit", 100)], {
    name: "drill",
    rackTypes: [linkedRack, plainRack],
    fabrics: [fabricOf("ib", ["ai"])],
  });
  const divided = tenantOf(
    "divided",
    [
      { name: "training", rackType: "linked", racks: 6 },
      { name: "data", rackType: "plain", racks: 2, fabric: "none" },
    ],
    {
      offering: "namespaces",
      namespaces: [{ name: "divided-large", share: "60 %" }, { name: "divided-small" }],
      groups: { admins: [], users: ["divided-users"], viewers: [] },
    },
  );
  const nameless = tenantOf(
    "nameless",
    { name: "serving", rackType: "linked", racks: 1 },
    {
      offering: "namespaces",
      namespaces: [{ name: "nameless" }],
    },
  );
  writeFiles(folder, {
    // JSON is YAML.
    "site.yaml": JSON.stringify(site),
    "tenants/divided.yaml": JSON.stringify(divided),
    "tenants/nameless.yaml": JSON.stringify(nameless),
  });
  writeFiles(folder, { [lockFile]: writeLock(place(loadSite(folder).site, existingLock(folder))) });
  return folder;
}
