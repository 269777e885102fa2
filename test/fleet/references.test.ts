import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readFleet } from "../../fleet/load-fleet.ts";
import { storageRacks, tenantOf } from "../support/sites.ts";
import { problemsOf, region, writeYaml, written } from "./written-fleets.ts";

type Path = readonly (string | number)[];
type Content = { [key: string | number]: Content | string };

const contract = {
  name: "firm",
  kind: "fixed",
  power: "9 MW",
  price: "40 $/MWh",
  from: "2026-01-01",
  sites: ["northern", "southern"],
};

const content = {
  version: 1,
  name: "two",
  regions: [region, { ...region, name: "oklahoma" }],
  owners: [{ name: "hosting" }, { name: "parent" }],
  sites: [
    { name: "northern", folder: "sites/northern", region: "texas", owner: "hosting" },
    {
      name: "southern",
      folder: "sites/southern",
      region: "oklahoma",
      owner: "parent",
      accepts: { rackTypes: ["storage"], accelerators: ["Google TPU7x"] },
    },
  ],
  shared: {
    contracts: [contract],
    tenants: [{ name: "acme", document: "tenants/acme.yaml", sites: ["northern", "southern"] }],
  },
};

/** Every place in it that names something that is declared elsewhere. */
const references: readonly Path[] = [
  ["sites", 0, "region"],
  ["sites", 1, "region"],
  ["sites", 0, "owner"],
  ["sites", 1, "owner"],
  ["sites", 1, "accepts", "rackTypes", 0],
  ["sites", 1, "accepts", "accelerators", 0],
  ["shared", "contracts", 0, "sites", 0],
  ["shared", "contracts", 0, "sites", 1],
  ["shared", "tenants", 0, "name"],
  ["shared", "tenants", 0, "sites", 0],
  ["shared", "tenants", 0, "sites", 1],
];

test("Any name in a fleet's file with two letters swapped is refused at its line, with the name that was meant", () => {
  const folder = written({}, { northern: {}, southern: {} });
  const file = join(folder, "fleet.yaml");
  writeYaml(join(folder, "tenants/acme.yaml"), tenantOf("acme", storageRacks(4)));
  writeYaml(file, content);
  expect(problemsOf(() => readFleet(folder))).toEqual([]);
  fc.assert(
    fc.property(fc.constantFrom(...references), fc.nat(), (path, seed) => {
      const changed = structuredClone(content) as unknown as Content;
      const [parent, key] = parentOf(changed, path);
      const meant = String(parent[key]);
      const wrong = swapped(meant, seed);
      fc.pre(wrong !== meant);
      parent[key] = wrong;
      writeYaml(file, changed);
      const lines = readFileSync(file, "utf8").split("\n");
      const line = lines.findIndex((text) => text.endsWith(` ${wrong}`)) + 1;
      const told = problemsOf(() => readFleet(folder)).find((text) => text.includes(`"${wrong}"`));
      expect(told).toContain(`did you mean "${meant}"`);
      expect(told).toMatch(new RegExp(`^fleet\\.yaml:${line}:`));
    }),
    { numRuns: 40 },
  );
});

function parentOf(root: Content, path: Path): readonly [Content, string | number] {
  let parent = root;
  for (const step of path.slice(0, -1)) {
    const inside = parent[step];
    if (typeof inside !== "object") throw new Error(`there is no ${path.join(".")}`);
    parent = inside;
  }
  return [parent, path.at(-1) ?? ""];
}

/** Two neighbouring letters of a name in each other's place. */
function swapped(name: string, seed: number): string {
  const at = seed % (name.length - 1);
  return name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2);
}
