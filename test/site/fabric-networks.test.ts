import { expect, test } from "vitest";
import { checkNetwork } from "../../site/checks/network.ts";
import { extendedCatalog } from "../../site/load/load-site.ts";
import { type SiteNetwork, siteNetwork } from "../../site/schema/networks.ts";
import { powerService } from "../../site/schema/power-service.ts";
import { siteDocument } from "../../site/schema/site-document.ts";
import { fabricOf, hall, mine, siteWith } from "../support/sites.ts";

/** Miners on VLAN 10 in 10.10.0.0/16, tenants in 100.64.0.0/20. */
const site = siteDocument.parse(
  siteWith([hall("north"), mine("pit", 10)], { fabrics: [fabricOf("ib", ["north"])] }),
);

function messages(networks: readonly SiteNetwork[]): string[] {
  const findings = checkNetwork({
    site: { ...site, networks } as typeof site,
    tenants: [],
    catalog: extendedCatalog(site),
  });
  return findings.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

const network = (name: string, cidr: string, vlan: number): SiteNetwork =>
  siteNetwork.parse({ name, role: "storage", cidr, vlan });

test("Networks of the site that are apart from each other, from tenants and from miners are accepted", () => {
  expect(messages([network("disks", "10.32.0.0/20", 200), network("backup", "10.32.16.0/20", 201)])).toEqual(
    [],
  );
});

test.each([
  [
    "the miners'",
    "10.10.4.0/24",
    /networks\.0\.cidr: the storage network disks .* overlaps the ASIC network of pit\/rows/,
  ],
  ["the tenants'", "100.64.8.0/24", /overlaps the tenants' prefixes of fabric ib/],
  ["nobody's, with host bits set", "10.32.0.1/20", /"10\.32\.0\.1\/20" is not an IPv4 block/],
])("A network with addresses of %s is refused", (_, cidr, message) => {
  expect(messages([network("disks", cidr, 200)])).toEqual([expect.stringMatching(message)]);
});

test("Two networks of the site share neither addresses nor VLAN nor name, and no VLAN with miners", () => {
  expect(
    messages([
      network("disks", "10.32.0.0/20", 200),
      network("disks", "10.32.8.0/21", 200),
      network("more", "10.33.0.0/20", 10),
    ]),
  ).toEqual([
    expect.stringContaining(
      "networks.1.cidr: the storage network disks (10.32.8.0/21) overlaps the storage network disks (10.32.0.0/20)",
    ),
    'networks.1.vlan: VLAN 200 is already that of network "disks"',
    "networks.2.vlan: VLAN 10 is already that of pit/rows",
    'networks.1.name: "disks" is already the name of another network',
  ]);
});

test("A power service takes the address of a node's controller, and never a password", () => {
  expect(powerService.parse({ redfish: "https://{node}-bmc.example.com" })).toMatchObject({
    secret: "{node}",
    models: {},
  });
  for (const redfish of ["https://root:calvin@{node}-bmc", "http://{node}-bmc", "https://bmc.example.com"]) {
    expect(powerService.safeParse({ redfish }).success, redfish).toBe(false);
  }
});
