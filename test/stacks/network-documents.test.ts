import { load } from "js-yaml";
import { expect, test } from "vitest";
import { type Placement, place } from "../../placement/place.ts";
import { day } from "../../site/day.ts";
import { powerService } from "../../site/schema/power-service.ts";
import { Site } from "../../site/site.ts";
import { networkDocuments } from "../../stacks/network-documents.ts";
import { fabricRecords } from "../../stacks/network-documents-fabric.ts";
import { type FabricRecord, fabricDocument } from "../../stacks/network-documents-schema.ts";
import {
  type FabricInput,
  fabricOf,
  fabricPools,
  gpuRacks,
  hall,
  mine,
  rooms,
  siteOf,
  siteWith,
  tenantOf,
} from "../support/sites.ts";

const design: NonNullable<FabricInput["design"]> = {
  units: 4,
  portsPerRack: 32,
  rails: 8,
  leafPorts: 64,
  spinePorts: 64,
};

const nodeNames = { racks: "{zone}-{rack}-{node}" };

const halls = [
  hall("north", { ai: rooms({ rows: 3, positionsPerRow: 8, critical: "5 MW" }) }),
  hall("south", { ai: rooms({ rows: 1, positionsPerRow: 8 }) }),
  mine("pit", 10),
];

const pools = fabricPools(0, { prefixes: "100.64.0.0/16", tenantPrefixLength: 20 });
const railed = fabricOf("ib", ["north", "south"], { leaves: undefined, design, pools });

function placed(
  tenants: Parameters<typeof siteOf>[1] = [],
  fabric: FabricInput = railed,
  change: Parameters<typeof siteWith>[1] = {},
  previous?: Placement,
) {
  const site = siteOf(siteWith(halls, { fabrics: [fabric], nodeNames, ...change }), tenants);
  const placement = place(site, previous && { ...previous, checksum: "" });
  return { site, placement, files: networkDocuments(site, placement) };
}

const lab = tenantOf("lab", gpuRacks(10));
const studio = tenantOf("studio", gpuRacks(6));

function record(files: ReadonlyMap<string, string>, name = "ib"): FabricRecord {
  return fabricDocument.parse(load(files.get(`fabric/${name}/fabric.yaml`) ?? ""));
}

function rows(files: ReadonlyMap<string, string>): string[][] {
  const [header, ...lines] = (files.get("fabric/ib/links.csv") ?? "").trimEnd().split("\n");
  expect(header).toBe("a,a_port,b,b_port,class,metres");
  return lines.map((line) => line.split(","));
}

test("The document of a fabric says what its switches are, and each tenant's identifiers, racks and ports", () => {
  const { files, placement } = placed([lab, studio]);
  const { switches, ports, tenants, cables } = record(files);
  expect(switches).toEqual({
    leaves: 32,
    downlinks: 32,
    uplinks: 32,
    spines: 16,
    cores: 0,
    units: 4,
    rails: 8,
    planes: 1,
    oversubscription: 1,
  });
  expect(ports).toEqual({ total: 1024, leased: 512, free: 512 });
  const [first, second] = tenants;
  const network = placement.tenants[0]?.networks[0];
  expect(first).toMatchObject({ tenant: "lab", vni: network?.vni, partitionKey: network?.partitionKey });
  // A block of 4,096 addresses: two for each of 320 ports, and room to grow.
  expect(first?.addresses).toEqual({ taken: 640, free: 3456 });
  expect(first?.racks).toHaveLength(10);
  expect(first?.racks[0]).toMatchObject({ zone: "north", rack: "r01p01", unit: 1, rackType: "b300" });
  expect(first?.racks[0]?.devices).toEqual([1, 2, 3, 4].map((node) => `north-r01p01-0${node}`));
  const members = [first, second].flatMap((tenant) => tenant?.ports ?? []);
  expect(members).toContainEqual({ switch: "ib-leaf001", ports: "1-32" });
  expect(Object.values(cables ?? {}).reduce((sum, count) => sum + count, 0)).toBe(512 + 1024);
});

test("Every link is listed once, with a free port at each end, and racks of a unit reach only its leaves", () => {
  const { files } = placed([lab, studio]);
  const links = rows(files);
  const ends = links.flatMap(([a, aPort, b, bPort]) => [`${a}:${aPort}`, `${b}:${bPort}`]);
  expect(new Set(ends).size).toBe(ends.length);
  expect(links.filter(([a, , b]) => a?.startsWith("ib-leaf") && b?.startsWith("ib-spine"))).toHaveLength(
    1024,
  );
  const ofFirst = links.filter(([a]) => a === "north-r01p01-01");
  expect(ofFirst.map(([, port, leaf, leafPort]) => [port, leaf, leafPort])).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8].map((rail) => [`${rail}`, `ib-leaf00${rail}`, "1"]),
  );
});

test("A tenant that comes later changes no cable of those that are there", () => {
  const before = placed([lab]);
  const after = placed([lab, studio], railed, {}, before.placement);
  const kept = new Set(rows(after.files).map((row) => row.join()));
  expect(rows(before.files).filter((row) => !kept.has(row.join()))).toEqual([]);
});

test("The same site gives the same bytes", () => {
  expect(placed([lab, studio]).files).toEqual(placed([studio, lab]).files);
});

test("A fabric that states only how many switches it has is recorded without ports or cables", () => {
  const { files } = placed([lab], fabricOf("ib", ["north", "south"], { pools }));
  expect([...files.keys()]).toEqual(["fabric/ib/fabric.yaml"]);
  const { tenants, cables, switches, ports } = record(files);
  expect(cables).toBeUndefined();
  expect(tenants[0]?.ports).toBeUndefined();
  expect(switches).toEqual({ leaves: 100, downlinks: 64, spines: 0, cores: 0 });
  expect(ports).toEqual({ total: 6400, leased: 320, free: 6080 });
});

test("A fabric without tenants is recorded with its switches", () => {
  const { tenants, ports } = record(placed().files);
  expect(tenants).toEqual([]);
  expect(ports.leased).toBe(0);
});

test("NVLink domains are a tenant's own, each of 72 GPUs", () => {
  const fabric = {
    ...railed,
    design: { ...design, portsPerRack: 72, rails: 4, leafPorts: 144, spinePorts: 144 },
  };
  const { files } = placed([tenantOf("lab", { name: "train", rackType: "gb300-nvl72", racks: 3 })], fabric);
  const [tenant] = record(files).tenants;
  expect(tenant?.domains).toHaveLength(3);
  expect(tenant?.domains?.[0]).toEqual({
    name: "north-r01p01",
    racks: ["r01p01"],
    nodes: 18,
    accelerators: 72,
    switchTrays: 9,
    partition: `nvl-${tenant?.vni}`,
  });
});

test("With two planes every port has a link into each, and two links share a cable", () => {
  const fabric = { ...railed, design: { ...design, planes: 2, leafPorts: 64, linksPerCable: 2 } };
  const { files } = placed([lab], fabric);
  const ofFirst = rows(files).filter(([a]) => a === "north-r01p01-01");
  expect(ofFirst.map(([, port]) => port).slice(0, 4)).toEqual(["1/1", "1/2", "2/1", "2/2"]);
  expect(new Set(ofFirst.map(([, , leaf]) => leaf)).size).toBe(16);
  const { cables, ports } = record(files);
  expect(ports.leased).toBe(640);
  expect(Object.values(cables ?? {}).reduce((sum, count) => sum + count, 0)).toBe(rows(files).length / 2);
});

test("Racks that cannot be cabled to their fabric are refused, with the demand they are of", () => {
  const narrow = { ...railed, design: { ...design, portsPerRack: 16 } };
  const { site, placement } = placed([lab], { ...railed, leaves: undefined });
  const [document, catalog] = [siteOf(siteWith(halls, { fabrics: [narrow] })).document, site.catalog];
  const other = new Site(document, site.tenants, catalog);
  expect(() => networkDocuments(other, placement)).toThrow(
    /lab\/gpus {2}a b300 rack takes 32 leaf ports, fabric "ib" is wired for 16 a rack/,
  );
});

test("On another day the racks of that day are shown", () => {
  const { site, placement } = placed([
    lab,
    tenantOf("later", gpuRacks(2), { lease: { from: "2027-01-01", to: "2028-12-31" } }),
  ]);
  const names = (on: string) =>
    fabricRecords(site, placement, day(on)).flatMap(({ tenants }) => tenants.map(({ tenant }) => tenant));
  expect(names("2026-06-01")).toEqual(["lab"]);
  expect(names("2027-06-01")).toEqual(["lab", "later"]);
});

test("A site that uses Topograph gets its model, and Slurm's topology, of the nodes that are there", () => {
  const fabric = {
    ...railed,
    design: { ...design, portsPerRack: 72, rails: 4, leafPorts: 144, spinePorts: 144 },
  };
  const { files } = placed([tenantOf("lab", { name: "train", rackType: "gb300-nvl72", racks: 9 })], fabric, {
    topologyLabels: "topograph",
  });
  const model = load(files.get("fabric/ib/topograph.yaml") ?? "") as {
    switches: Record<string, { switches?: string[]; nodes?: string[] }>;
    nodes: Record<string, object>;
    capacity_blocks: Record<string, { nodes: string[]; attributes: object }>;
  };
  expect(model.switches["ib"]?.switches).toEqual(["ib-su01", "ib-su02"]);
  expect(model.switches["ib-su01"]?.nodes).toHaveLength(8 * 18);
  expect(Object.keys(model.nodes)).toHaveLength(9 * 18);
  expect(Object.keys(model.capacity_blocks)).toHaveLength(9);
  expect(model.capacity_blocks["north-r01p01"]?.attributes).toEqual({ nvlink: "north-r01p01" });
  const [tree, blocks] = load(files.get("fabric/ib/slurm-topology.yaml") ?? "") as [
    { tree: { switches: { switch: string; children?: string }[] } },
    { block: { block_sizes: number[]; blocks: object[] } },
  ];
  expect(tree.tree.switches[0]).toEqual({ switch: "ib", children: "ib-su01,ib-su02" });
  expect(blocks.block.block_sizes).toEqual([18]);
  expect(blocks.block.blocks).toHaveLength(9);
  const branches = [tree.tree.switches.slice(1), blocks.block.blocks].map((list) =>
    list.flatMap((each) => String((each as { nodes: string }).nodes).split(",")),
  );
  expect(branches[0]?.sort()).toEqual(branches[1]?.sort());
});

/** A site with keys that only a later schema of the whole document has. */
function withKeys({ site, placement }: ReturnType<typeof placed>, keys: object) {
  const changed = new Site({ ...site.document, ...keys } as typeof site.document, site.tenants, site.catalog);
  return networkDocuments(changed, placement);
}

test("The site's own networks are listed with those of the miners, which stay apart", () => {
  const networks = [{ name: "disks", role: "storage", cidr: "10.32.0.0/20", vlan: 200 }];
  const files = withKeys(placed([lab]), { networks });
  expect(load(files.get("fabric/networks.yaml") ?? "")).toEqual({
    version: 1,
    site: "test-site",
    networks,
    isolated: [{ name: "pit-rows", role: "asic", cidr: "10.10.0.0/16", vlan: 10 }],
  });
});

test("A power service is told of every load and what feeds it, and of credentials only the Secret", () => {
  const service = powerService.parse({ redfish: "https://{node}-bmc.example.com", secret: "bmc-{node}" });
  const files = withKeys(placed([lab]), { powerService: service });
  const { Topology, Entities, Policies } = JSON.parse(files.get("fabric/dps-topology.json") ?? "");
  const entity = (name: string) => Entities.find(({ Name }: { Name: string }) => Name === name);
  const children = (name: string) =>
    Topology.Entities.find(({ Name }: { Name: string }) => Name === name)?.Children;

  expect(entity("grid")).toMatchObject({
    Type: "PowerDomain",
    OperatingLimit: { PowerFactor: 0.95, PowerValue: { Type: "W", Value: 500_000_000 } },
  });
  expect(Topology.Entities[0]).toMatchObject({ Name: "grid", FeedTag: "grid" });
  // Nothing stands in the southern hall: its transformer is left out.
  expect(children("grid")).toEqual(["ut-north", "ut-pit"]);
  expect(children("ut-pit")).toEqual(["mining-pit"]);
  // 1,000 × 3,510 W and 5 % overhead.
  expect(entity("mining-pit").StaticLoad).toEqual({ Type: "W", Value: 3_685_500 });
  expect(children("zone-north")).toHaveLength(10);
  expect(entity("zone-north").OperatingLimit.PowerValue.Value).toBe(5_000_000);
  // 100 MVA × 0.95 × 80 %.
  expect(entity("ut-north").OperatingLimit.PowerValue.Value).toBe(76_000_000);
  expect(entity("north-r01p01-01")).toEqual({
    Type: "ComputerSystem",
    Model: "DGX_B300",
    Name: "north-r01p01-01",
    Redfish: { SecretName: "bmc-north-r01p01-01", URL: "https://north-r01p01-01-bmc.example.com" },
    Policy: "b300",
  });
  expect(Policies).toEqual([
    { Name: "b300", Limits: [{ ElementType: "Node", PowerLimit: { Watts: 14_000 } }] },
  ]);

  const devices = load(files.get("fabric/dps-devices.yaml") ?? "") as { model: string; spec: object }[];
  const models = new Set(devices.map(({ model }) => model));
  expect(
    Entities.filter((each: { Type: string }) => each.Type === "PowerDistribution").every(
      ({ Model }: { Model: string }) => models.has(Model),
    ),
  ).toBe(true);
  expect(devices.find(({ model }) => model === entity("zone-north").Model)?.spec).toEqual({
    maxLoadWatts: 5_000_000,
    efficiencyFactor: 0.8,
  });
});
