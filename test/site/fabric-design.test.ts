import fc from "fast-check";
import { expect, test } from "vitest";
import { designFabric, type FabricDesign } from "../../site/fabric/design.ts";
import { leafUplinks, managerLinks, rackLinks, spineUplinks } from "../../site/fabric/port-map.ts";
import type { FabricRules } from "../../site/fabric/rules.ts";

/** DGX H100 and B200: units of 32 nodes with 8 ports, switches of 64 ports. */
const quantum2: FabricRules = {
  units: 4,
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
/** DGX B300 over InfiniBand XDR: units of 72 nodes, switches of 144 ports. */
const quantumX800: FabricRules = {
  ...quantum2,
  unitRacks: 72,
  leafPorts: 144,
  spinePorts: 144,
  corePorts: 144,
};
/** DGX B300 over Spectrum-X: units of 64 nodes, two planes of 400 Gb/s in cables of 800, switches of 128 × 400 Gb/s. */
const spectrumX: FabricRules = {
  ...quantum2,
  unitRacks: 64,
  planes: 2,
  leafPorts: 128,
  spinePorts: 128,
  corePorts: 128,
  linksPerCable: 2,
};

function designOf(rules: FabricRules): FabricDesign {
  const found = designFabric(rules);
  if ("problems" in found) throw new Error(found.problems.map(({ message }) => message).join("\n"));
  return found.design;
}

function problemsOf(rules: FabricRules) {
  const found = designFabric(rules);
  return "problems" in found ? found.problems : [];
}

// https://docs.nvidia.com/dgx-superpod/reference-architecture-scalable-infrastructure-h100/latest/network-fabrics.html, table 4
test.each([
  [1, 31, 8, 4, 252, 256],
  [2, 63, 16, 8, 508, 512],
  [3, 95, 24, 16, 764, 768],
  [4, 127, 32, 16, 1020, 1024],
])(
  "A DGX H100 SuperPOD of %i units has %i nodes, %i leaves and %i spines, as published",
  (units, nodes, leaves, spines, rackLeaf, leafSpine) => {
    expect(designOf({ ...quantum2, units, managerPorts: 4 })).toMatchObject({
      racks: nodes,
      leaves,
      spines,
      cores: 0,
      cables: { rackLeaf, leafSpine, spineCore: 0 },
      oversubscription: 1,
    });
  },
);

// https://docs.nvidia.com/dgx-superpod/reference-architecture-scalable-infrastructure-b200/latest/dgx-superpod-architecture.html
test.each([
  [2, 16, 8, 0, 512, 0],
  [4, 32, 16, 0, 1024, 0],
  [8, 64, 32, 0, 2048, 0],
  [16, 128, 128, 64, 4096, 4096],
  [32, 256, 256, 128, 8192, 8192],
  [64, 512, 512, 256, 16384, 16384],
])(
  "A DGX B200 SuperPOD of %i units has %i leaves, %i spines and %i cores, as published",
  (units, leaves, spines, cores, cables, upper) => {
    expect(designOf({ ...quantum2, units })).toMatchObject({
      racks: units * 32,
      leaves,
      spines,
      cores,
      tiers: cores === 0 ? 2 : 3,
      cables: { rackLeaf: cables, leafSpine: cables, spineCore: upper },
    });
  },
);

// https://docs.nvidia.com/dgx-superpod/reference-architecture/scalable-infrastructure-b300-xdr/latest/dgx-superpod-architecture.html
test.each([
  [1, 8, 4, 576],
  [2, 16, 8, 1152],
  [4, 32, 18, 2304],
  [8, 64, 36, 4608],
  [18, 144, 72, 10368],
])(
  "A DGX B300 SuperPOD over XDR of %i units has %i leaves and %i spines, as published",
  (units, leaves, spines, cables) => {
    const design = designOf({ ...quantumX800, units });
    expect(design).toMatchObject({
      racks: units * 72,
      leaves,
      spines,
      cables: { rackLeaf: cables, leafSpine: cables },
    });
  },
);

test("Eight units over XDR have 36 spines and not 32, so that every leaf has as many links to each", () => {
  const design = designOf({ ...quantumX800, units: 8 });
  expect((design.leaves * design.uplinks) / design.rules.spinePorts).toBe(32);
  expect(design.linksPerSpine).toBe(2);
  expect(72 % 32).not.toBe(0);
});

// https://docs.nvidia.com/dgx-superpod/reference-architecture/scalable-infrastructure-b300/latest/dgx-superpod-architecture.html
test.each([
  [1, 16, 8, 512],
  [2, 32, 16, 1024],
  [4, 64, 32, 2048],
  [8, 128, 64, 4096],
  [16, 256, 128, 8192],
])(
  "A twin-planar DGX B300 SuperPOD over Spectrum-X of %i units has %i leaves and %i spines, as published",
  (units, leaves, spines, cables) => {
    const design = designOf({ ...spectrumX, units });
    expect(design).toMatchObject({
      racks: units * 64,
      leaves,
      spines,
      cables: { rackLeaf: cables, leafSpine: cables },
    });
    expect(design.links.leafSpine).toBe(2 * cables);
  },
);

test("A fabric of one leaf has no spines", () => {
  expect(designOf({ ...quantum2, rails: 1, units: 1, unitRacks: 4 })).toMatchObject({
    leaves: 1,
    spines: 0,
    tiers: 1,
  });
});

test("Oversubscription of 3 gives a leaf of 64 ports 48 to racks", () => {
  expect(designOf({ ...quantum2, oversubscription: 3, unitRacks: 48 })).toMatchObject({
    downlinks: 48,
    uplinks: 16,
    leaves: 32,
    spines: 8,
    oversubscription: 3,
  });
});

test.each([
  [{ portsPerRack: 12 }, "portsPerRack", "12 ports a rack cannot be spread evenly over 8 rails"],
  [{ leafPorts: 1 }, "leafPorts", "a leaf of 1 ports has none left"],
  [{ units: 5000 }, "units", "three tiers of switches reach 256 units, not 5000"],
  [
    { spinePorts: 8, units: 9 },
    "spinePorts",
    "half of a spine's 8 ports do not reach the 8 leaves of a unit",
  ],
  [{ managerPorts: 10_000 }, "managerPorts", "10000 ports of fabric managers do not fit into a unit"],
])("Rules that cannot be kept are named: %o", (change, key, message) => {
  const problems = problemsOf({ ...quantum2, ...change });
  expect(problems.map((problem) => problem.key)).toEqual([key]);
  expect(problems[0]?.message).toContain(message);
});

const rulesOf = fc
  .record({
    units: fc.integer({ min: 1, max: 12 }),
    unitRacks: fc.integer({ min: 1, max: 20 }),
    rails: fc.constantFrom(1, 2, 4, 8),
    perRail: fc.integer({ min: 1, max: 4 }),
    planes: fc.constantFrom(1, 2),
    leafPorts: fc.constantFrom(16, 32, 36, 64, 144),
    spinePorts: fc.constantFrom(16, 32, 64, 144),
    oversubscription: fc.constantFrom(1, 1.5, 2, 3),
    managerPorts: fc.integer({ min: 0, max: 8 }),
    linksPerCable: fc.constantFrom(1, 2),
  })
  .map(
    ({ perRail, ...rules }): FabricRules => ({
      ...rules,
      portsPerRack: rules.rails * perRail,
      corePorts: rules.spinePorts,
    }),
  );

/** Every link of a design with all racks in place, from both ends. */
function allLinks(design: FabricDesign) {
  const { units, unitRacks, rails, portsPerRack } = design.rules;
  const racks = Array.from({ length: units * unitRacks }, (_, index) => index)
    .filter((index) => index < design.racks)
    .map((index) => ({
      unit: Math.floor(index / unitRacks),
      rack: index % unitRacks,
      nodes: portsPerRack / rails,
      ports: portsPerRack,
    }));
  return {
    racks: racks.map((rack) => rackLinks(design, rack)),
    managers: managerLinks(design),
    leaves: Array.from({ length: design.leaves }, (_, index) => leafUplinks(design, index + 1)).flat(),
    spines: Array.from({ length: design.spines }, (_, index) => spineUplinks(design, index + 1)).flat(),
  };
}

test("Every port is taken once, within its switch, and the counts are those of the links", () => {
  fc.assert(
    fc.property(rulesOf, (rules) => {
      const found = designFabric(rules);
      fc.pre("design" in found);
      if (!("design" in found)) return;
      const { design } = found;
      const { racks, managers, leaves, spines } = allLinks(design);
      const down = [...racks.flat().map(({ leaf }) => leaf), ...managers];
      const used = (ports: readonly { switch: number; port: number }[]) =>
        new Set(ports.map((each) => `${each.switch}/${each.port}`));
      expect(used(down).size).toBe(design.links.rackLeaf);
      expect(down.length).toBe(design.links.rackLeaf);
      expect(
        down.every((each) => each.switch <= design.leaves && each.port >= 1 && each.port <= design.downlinks),
      ).toBe(true);
      expect(leaves.length).toBe(design.links.leafSpine);
      expect(used(leaves.map(({ lower }) => lower)).size).toBe(leaves.length);
      expect(used(leaves.map(({ upper }) => upper)).size).toBe(leaves.length);
      expect(
        leaves.every(({ upper }) => upper.switch <= design.spines && upper.port <= design.spineDownlinks),
      ).toBe(true);
      expect(
        leaves.every(({ lower }) => lower.port > design.downlinks && lower.port <= rules.leafPorts),
      ).toBe(true);
      expect(spines.length).toBe(design.links.spineCore);
      expect(used(spines.map(({ lower }) => lower)).size).toBe(spines.length);
      expect(used(spines.map(({ upper }) => upper)).size).toBe(spines.length);
      expect(
        spines.every(
          ({ lower, upper }) =>
            upper.switch <= design.cores && upper.port <= rules.corePorts && lower.port <= rules.spinePorts,
        ),
      ).toBe(true);
      expect(design.oversubscription).toBeLessThanOrEqual(rules.oversubscription + 1e-9);
      expect(design.freePorts).toBe(design.leaves * design.downlinks - down.length);
    }),
    { numRuns: 400 },
  );
});

test("The rails of a node are on different leaves, and every leaf serves one rail and one plane", () => {
  fc.assert(
    fc.property(rulesOf, (rules) => {
      const found = designFabric(rules);
      if (!("design" in found)) return;
      const served = new Map<number, string>();
      for (const links of allLinks(found.design).racks) {
        for (const { leaf, rail, plane, port } of links) {
          const own = served.get(leaf.switch) ?? `${rail}/${plane}`;
          served.set(leaf.switch, own);
          expect(`${rail}/${plane}`).toBe(own);
          // The same port of every node is on the same rail: that is what lets them meet one hop away.
          expect(rail).toBe(((port - 1) % rules.rails) + 1);
        }
        const ofFirst = links.filter(({ node }) => node === 1);
        expect(new Set(ofFirst.map(({ leaf }) => leaf.switch)).size).toBe(rules.rails * rules.planes);
      }
    }),
    { numRuns: 200 },
  );
});

test("Every leaf has as many links to each spine of its pod, and every spine to each core of its group", () => {
  fc.assert(
    fc.property(rulesOf, (rules) => {
      const found = designFabric(rules);
      if (!("design" in found)) return;
      const { design } = found;
      const perPair = new Map<string, number>();
      for (const { lower, upper } of allLinks(design).leaves) {
        const pair = `${lower.switch}-${upper.switch}`;
        perPair.set(pair, (perPair.get(pair) ?? 0) + 1);
      }
      expect([...new Set(perPair.values())]).toEqual(design.tiers === 1 ? [] : [design.linksPerSpine]);
      expect(perPair.size).toBe(design.tiers === 1 ? 0 : design.leaves * design.spinesPerPod);
    }),
    { numRuns: 200 },
  );
});
