import type { Day } from "../site/day.ts";
import type { FabricRecord } from "../stacks/network-documents-schema.ts";
import { bold, dim } from "./colors.ts";
import { columns } from "./columns.ts";

/** The fabrics of a site as a person reads them: one after the other, each with its tenants. */
export function fabricText(fabrics: readonly FabricRecord[], title: string, on: Day): string {
  const heading = bold(`Fabrics of ${title} on ${on}`);
  const none = fabrics.length === 0 ? ["", dim("The site has no fabric.")] : [];
  return [heading, ...none, ...fabrics.flatMap((fabric) => ["", ...oneFabric(fabric)]), ""].join("\n");
}

function oneFabric(fabric: FabricRecord): string[] {
  const { switches, ports, cables } = fabric;
  const rows = [
    [bold(fabric.fabric), `${fabric.kind}, reaches ${fabric.zones.join(", ")}`],
    ["Switches", switchText(fabric)],
    ...(switches.oversubscription === undefined
      ? []
      : [["Oversubscription", oversubscription(switches.oversubscription)]]),
    ["Ports to racks", `${count(ports.leased)} of ${count(ports.total)} leased, ${count(ports.free)} free`],
    ...(cables === undefined ? [] : [["Cables", cableText(cables)]]),
  ];
  return [...columns(rows), ...tenants(fabric)];
}

function switchText({ kind, scalableUnit, switches }: FabricRecord): string {
  const { leaves, downlinks, uplinks, spines, cores, units, rails, planes } = switches;
  if (kind === "tpu-ici") return `${leaves} optical circuit switches, ${downlinks} ports of each to cubes`;
  const links = uplinks === undefined ? "" : ` and ${uplinks} up`;
  const layout = [
    ...(units === undefined ? [] : [`${units} units of ${scalableUnit} racks`]),
    ...(rails === undefined || rails === 1 ? [] : [`${rails} rails`]),
    ...(planes === undefined || planes === 1 ? [] : [`${planes} planes`]),
  ];
  const tiers = [
    `${count(leaves)} leaves, ${downlinks} ports down${links} each`,
    `${count(spines)} spines`,
    ...(cores === 0 ? [] : [`${count(cores)} cores`]),
  ];
  return [...tiers, ...layout].join("; ");
}

function oversubscription(ratio: number): string {
  return ratio <= 1 ? "none" : `${ratio} ports down for each port up`;
}

function cableText(cables: NonNullable<FabricRecord["cables"]>): string {
  return Object.entries(cables)
    .map(([name, number]) => `${count(number)} ${name}`)
    .join(", ");
}

function tenants({ tenants: all }: FabricRecord): string[] {
  if (all.length === 0) return [dim("No tenant has racks on it on this day.")];
  const header = ["Tenant", "VRF", "VNI", "ASN", "P_Key", "Racks", "NVLink", "Prefixes", "Addresses free"];
  return columns([
    header.map((text) => bold(text)),
    ...all.map(({ tenant, vrf, vni, asn, partitionKey, racks, domains, prefixes, addresses }) => [
      tenant,
      vrf,
      String(vni),
      String(asn),
      partitionKey ?? "",
      String(racks.length),
      domains?.find(({ partition }) => partition !== undefined)?.partition ?? "",
      prefixes.join(", "),
      count(addresses.free),
    ]),
  ]);
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}
