import { expect, test } from "vitest";
import { catalogRackType } from "../../site/catalog/lookup.ts";
import { cablingProblem, designOf, leafPorts, leafPortsOf, reachedZones } from "../../site/fabric/fabric.ts";
import { cableClass, cableLength, middleOf } from "../../site/fabric/lengths.ts";
import { nvlinkDomain } from "../../site/fabric/nvlink.ts";
import { cubeLinks, designTorus, portsPerCube } from "../../site/fabric/torus.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { type FabricInput, fabricOf, hall, rooms, siteOf, siteWith } from "../support/sites.ts";

/** Units of 8 racks with 4 nodes of 8 ports each, on switches of 64 ports: those of a DGX H100 SuperPOD. */
const superPod: NonNullable<FabricInput["design"]> = {
  units: 4,
  portsPerRack: 32,
  rails: 8,
  leafPorts: 64,
  spinePorts: 64,
};

/** A hall of 3 rows of 8, and one of a single row of so many: 3 units, and one more. */
function podSite(fabric: Partial<FabricInput>, lastRow = 8): SiteInput {
  const zones = [
    hall("north", { ai: rooms({ rows: 3, positionsPerRow: 8 }) }),
    hall("south", { ai: rooms({ rows: 1, positionsPerRow: lastRow }) }),
  ];
  return siteWith(zones, {
    fabrics: [fabricOf("ib", ["north", "south"], { leaves: undefined, design: superPod, ...fabric })],
  });
}

test("Leaves and spines that are left out are those that the design comes to", () => {
  const fabric = siteOf(podSite({})).fabric("ib");
  expect(fabric.leaves.count.value).toBe(32);
  expect(fabric.leaves.downlinks.value).toBe(32);
  expect(fabric.spines?.count.value).toBe(16);
  expect(leafPorts(fabric)).toBe(1024);
});

test("Leaves that are stated as they come out are accepted, others are refused with both numbers", () => {
  expect(() =>
    siteOf(podSite({ leaves: { count: 32, downlinks: 32 }, spines: { count: 16 } })),
  ).not.toThrow();
  expect(() => siteOf(podSite({ leaves: { count: 30, downlinks: 32 }, spines: { count: 12 } }))).toThrow(
    /fabrics\.0\.leaves\.count: 30 leaves are stated, the rules come to 32.*\n.*12 spines are stated, the rules come to 16/,
  );
});

test("Fewer units than the positions of its zones take are refused", () => {
  expect(() => siteOf(podSite({ design: { ...superPod, units: 3 } }))).toThrow(
    /design\.units: 3 scalable units of 8 racks are built, the positions of its zones take 4/,
  );
});

test("Fabric managers take the place of racks in the last unit", () => {
  const managed = { ...superPod, managerPorts: 4 };
  expect(() => siteOf(podSite({ design: managed }))).toThrow(
    /4 ports of fabric managers leave room for 7 racks in the last unit, zone "south" has 8 positions there/,
  );
  const fabric = siteOf(podSite({ design: managed }, 7)).fabric("ib");
  expect(leafPorts(fabric)).toBe(1020);
  expect(siteOf(podSite({ design: { ...managed, units: 5 } })).fabric("ib").leaves.count.value).toBe(40);
});

test("Units are counted zone by zone, in the order in which the fabric names them", () => {
  const site = siteOf(podSite({}));
  const zones = reachedZones(site.document, site.fabric("ib"));
  expect(
    zones.map(({ zone, firstUnit, units, firstPosition }) => [zone.name, firstUnit, units, firstPosition]),
  ).toEqual([
    ["north", 0, 3, 0],
    ["south", 3, 1, 24],
  ]);
});

test("A rack with more ports than a position is wired for, or with uneven rails, cannot be cabled", () => {
  const fabric = siteOf(podSite({})).fabric("ib");
  expect(cablingProblem(fabric, catalogRackType("h200"))).toBeUndefined();
  expect(cablingProblem(fabric, catalogRackType("storage"))).toBeUndefined();
  expect(cablingProblem(fabric, catalogRackType("gb300-nvl72"))).toBe(
    'a gb300-nvl72 rack takes 72 leaf ports, fabric "ib" is wired for 32 a rack',
  );
  const wide = siteOf(podSite({ design: { ...superPod, portsPerRack: 72 } })).fabric("ib");
  expect(cablingProblem(wide, catalogRackType("gb300-nvl72"))).toBe(
    'a gb300-nvl72 rack has 4 fabric ports a node, which are not spread evenly over the 8 rails of fabric "ib"',
  );
  expect(cablingProblem(fabricWithoutDesign(), catalogRackType("gb300-nvl72"))).toBeUndefined();
});

function fabricWithoutDesign() {
  return siteOf(siteWith([hall("north")], { fabrics: [fabricOf("ib", ["north"])] })).fabric("ib");
}

test("A rack takes as many leaf ports as it has, in every plane", () => {
  const twin = siteOf(podSite({ design: { ...superPod, planes: 2 } })).fabric("ib");
  expect(leafPortsOf(twin, catalogRackType("h200"))).toBe(64);
  expect(leafPortsOf(fabricWithoutDesign(), catalogRackType("h200"))).toBe(32);
  expect(designOf(fabricWithoutDesign())).toBeUndefined();
});

test("Rails of NVL72 racks: eight racks of 18 nodes fill two leaves of 72 ports a rail", () => {
  const design = designOf(
    siteOf(
      podSite({ design: { units: 4, portsPerRack: 72, rails: 4, leafPorts: 144, spinePorts: 144 } }),
    ).fabric("ib"),
  );
  expect(design).toMatchObject({ leavesPerRail: 2, leaves: 32, spines: 18, freePorts: 0 });
});

// N. P. Jouppi et al., ISCA 2023, §2.2: 64 racks, 48 switches of 136 ports, of which 8 are spare.
test("A TPU v4 pod of 64 cubes has 48 optical circuit switches of 128 used ports", () => {
  expect(designTorus({ cubes: 64, switchPorts: 136, sparePorts: 8 })).toEqual({
    design: {
      rules: { cubes: 64, switchPorts: 136, sparePorts: 8 },
      chips: 4096,
      switches: 48,
      portsPerSwitch: 128,
      opticalLinks: 6144,
      copperLinks: 9216,
    },
  });
  expect(designTorus({ cubes: 65, switchPorts: 136, sparePorts: 8 })).toEqual({
    problem:
      "65 cubes take 130 ports of each optical circuit switch, which has 128 for them: at most 64 cubes",
  });
});

test("An Ironwood pod of 144 cubes has 9,216 chips, and switches of at least 288 ports", () => {
  const found = designTorus({ cubes: 144, switchPorts: 288, sparePorts: 0 });
  expect(found).toMatchObject({
    design: { chips: 9216, switches: 48, portsPerSwitch: 288, opticalLinks: 13824 },
  });
});

test("Every chip of a cube has six links, of light or of copper", () => {
  const found = designTorus({ cubes: 1, switchPorts: 2, sparePorts: 0 });
  if ("problem" in found) throw new Error(found.problem);
  const { chips, opticalLinks, copperLinks } = found.design;
  expect(opticalLinks + 2 * copperLinks).toBe(6 * chips);
});

test("Opposite places of a cube go to the same switch, and no two cubes to one port", () => {
  const links = [0, 1, 7].flatMap((cube) => cubeLinks(cube).map((link) => ({ cube, ...link })));
  expect(cubeLinks(0)).toHaveLength(portsPerCube);
  expect(new Set(links.map((link) => `${link.switch}/${link.switchPort}`)).size).toBe(links.length);
  for (const { port, switch: ocs, cube } of links) {
    const opposite = port.includes("+") ? port.replace("+", "-") : port.replace("-", "+");
    expect(links.find((link) => link.cube === cube && link.port === opposite)?.switch).toBe(ocs);
  }
});

test("A fabric of TPU cubes is built of optical circuit switches, with two ports of each a cube", () => {
  const zone = hall("pod", { ai: rooms({ rows: 8, positionsPerRow: 8 }) });
  const torus = { cubes: 64, switchPorts: 136, sparePorts: 8 };
  const { partitionKey: _, ...pools } = fabricOf("x", []).pools;
  const fabric: FabricInput = {
    name: "ici",
    kind: "tpu-ici",
    zones: ["pod"],
    scalableUnit: 64,
    torus,
    pools,
  };
  const built = siteOf(siteWith([zone], { fabrics: [fabric] })).fabric("ici");
  expect([built.leaves.count.value, built.leaves.downlinks.value, built.spines]).toEqual([
    48,
    128,
    undefined,
  ]);
  expect(leafPorts(built)).toBe(64 * portsPerCube);
  expect(cablingProblem(built, catalogRackType("tpu-v7x"))).toBeUndefined();
  const small = { ...fabric, torus: { ...torus, cubes: 63 } };
  expect(() => siteOf(siteWith([zone], { fabrics: [small] }))).toThrow(/63 cubes for the 64 rack positions/);
});

test("An NVL72 rack is 72 GPUs on 18 compute trays, with 9 switch trays and 1,296 links", () => {
  expect(nvlinkDomain(catalogRackType("gb300-nvl72"))).toEqual({
    racks: 1,
    gpus: 72,
    computeTrays: 18,
    switchTrays: 9,
    switchChips: 18,
    links: 1296,
  });
  expect(nvlinkDomain(catalogRackType("b300"))).toBeUndefined();
  expect(nvlinkDomain(catalogRackType("tpu-v7x"))).toBeUndefined();
});

const geometry = { positionWidth: 0.6, rowPitch: 3, slack: 2, betweenZones: 50 };

test("A cable runs along rows and across, and has slack at its ends", () => {
  const zone = { name: "north", positionsPerRow: 8 };
  const [first, last] = [middleOf(zone, [0, 0], geometry), middleOf(zone, [15, 15], geometry)];
  // Seven positions along, one row across: 4.2 m + 3 m + 2 m.
  expect(cableLength(first, last, geometry)).toBe(9.2);
  expect(cableLength(first, { ...last, zone: "south" }, geometry)).toBe(59.2);
  expect(middleOf(zone, [0, 7], geometry)).toEqual({ zone: "north", along: expect.closeTo(2.1), across: 0 });
});

test.each([
  [2.4, "dac"],
  [3, "dac"],
  [3.01, "acc"],
  [5, "acc"],
  [5.1, "multimode"],
  [50, "multimode"],
  [59.2, "single-mode"],
  [600, "single-mode-pair"],
  [2001, "none"],
])("A cable of %d m is of class %s", (metres, name) => {
  expect(cableClass(metres)).toBe(name);
});

test("Attachments of several rails need a resource of each", () => {
  const attachments = { resource: "nvidia.com/rail{rail}" };
  expect(() => siteOf(podSite({ attachments }))).not.toThrow();
  expect(() => siteOf(podSite({ attachments: { resource: "nvidia.com/ib" } }))).toThrow(
    /"nvidia\.com\/ib" is the same for all 8 rails: put \{rail\} into it/,
  );
});
