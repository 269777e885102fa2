import { expect, test } from "vitest";
import { catalog } from "../../site/catalog/catalog.ts";
import { minerModels } from "../../site/catalog/miner-models.ts";
import { rackTypes } from "../../site/catalog/rack-types.ts";
import { defaultAssumptions } from "../../site/economics/default-assumptions.ts";
import { assumed, figuresIn, isVerified } from "../../site/figure.ts";
import { extendedCatalog } from "../../site/load/load-site.ts";
import { siteDocument } from "../../site/schema/site-document.ts";
import { hall, rackTypeOf, siteOf, siteWith } from "../support/sites.ts";

const types = [...catalog().rackTypes.values()];
const models = [...catalog().minerModels.values()];

test("Every type of the catalog is there under its name, once", () => {
  expect(types.map(({ name }) => name)).toEqual(rackTypes.map(({ name }) => name));
  expect(models.map(({ name }) => name)).toEqual(minerModels.map(({ name }) => name));
  expect(new Set(types.map(({ title }) => title)).size).toBe(types.length);
});

test.each([...types, ...models].map((type) => [type.name, type] as const))(
  "Every figure of %s has a source that the catalog names",
  (_name, type) => {
    const known = [...Object.keys(catalog().sources), assumed];
    const found = [...figuresIn(type)];
    expect(found.length).toBeGreaterThan(0);
    for (const { path, figure } of found) expect(known, path.join(".")).toContain(figure.source);
  },
);

test("Every source of the catalog is cited, by a figure or in its note", () => {
  const citing = [...types, ...models, { ...defaultAssumptions }];
  const figures = citing.flatMap((one) => [...figuresIn(one)]);
  const cited = figures.flatMap(({ figure }) => [figure.source, figure.note]).join(" ");
  for (const id of Object.keys(catalog().sources)) expect(cited).toContain(id);
});

test("What is assumed counts as unverified, what the maker documents as verified", () => {
  const { sources } = catalog();
  const nvl72 = catalog().rackTypes.get("gb300-nvl72") ?? expect.fail("no such type");
  expect(isVerified(nvl72.power, sources)).toBe(true);
  expect(isVerified(nvl72.node?.cpu ?? expect.fail("no node"), sources)).toBe(false);
});

test.each(types.map((type) => [type.name, type] as const))("A rack of %s is plausible", (_name, type) => {
  expect(type.power.value.kilowatts).toBeGreaterThan(1);
  expect(type.power.value.kilowatts).toBeLessThan(300);
  expect(type.mass.value.kilograms).toBeGreaterThan(300);
  expect(type.mass.value.kilograms).toBeLessThan(3000);
  expect(type.liquidShare.value.percent).toBeLessThanOrEqual(100);
  // No air-cooled rack of today gives off more than some 60 kW.
  const air = type.power.value.kilowatts * (1 - type.liquidShare.value.fraction);
  expect(air).toBeLessThanOrEqual(60);
  const isAccelerator = type.role === "accelerator";
  expect(type.accelerator !== undefined).toBe(isAccelerator);
  expect(type.node !== undefined).toBe(isAccelerator);
  expect(type.fabric !== undefined).toBe(isAccelerator);
  expect(type.nodes.value > 0).toBe(isAccelerator);
});

test.each(types.flatMap((type) => (type.accelerator === undefined ? [] : [[type.name, type] as const])))(
  "An accelerator of %s draws what one can, and has ports for its nodes",
  (_name, type) => {
    const accelerators = type.nodes.value * (type.accelerator?.perNode.value ?? 0);
    const kilowatts = type.power.value.kilowatts / accelerators;
    expect(kilowatts).toBeGreaterThan(0.7);
    expect(kilowatts).toBeLessThan(2.5);
    expect(type.fabric?.ports.value).toBeGreaterThanOrEqual(type.nodes.value);
  },
);

test.each(models.map((model) => [model.name, model] as const))("A %s is plausible", (_name, model) => {
  expect(model.power.value.kilowatts).toBeGreaterThan(2);
  expect(model.power.value.kilowatts).toBeLessThan(13);
  expect(model.hashrate.value.terahashes).toBeGreaterThan(100);
  expect(model.hashrate.value.terahashes).toBeLessThan(1500);
  expect(model.efficiency.value.joulesPerTerahash).toBeGreaterThan(9);
  expect(model.efficiency.value.joulesPerTerahash).toBeLessThan(25);
});

test("The types and sources of a site join the catalog, and replace what has their name", () => {
  const own = rackTypeOf("own", "33 kW", "0 %", { kinds: ["roce"], ports: 8 });
  const site = siteOf(
    siteWith([hall("h")], {
      rackTypes: [own, { ...own, name: "h200" }],
      sources: { "miner-catalogs": { title: "Our own measurement", verified: true } },
    }),
  );
  expect(site.rackType("own").power.value.kilowatts).toBe(33);
  expect(site.rackType("h200").power.value.kilowatts).toBe(33);
  expect(site.rackType("b200").power.value.kilowatts).toBe(57.2);
  expect(site.catalog.sources["miner-catalogs"]?.verified).toBe(true);
  expect(() => site.rackType("h300")).toThrow('the site has no rack type "h300"');
  // The built-in catalog is nobody's to change.
  expect(catalog().rackTypes.get("h200")?.power.value.kilowatts).toBe(40.8);
  expect(extendedCatalog(siteDocument.parse(siteWith([hall("h")]))).rackTypes.get("own")).toBeUndefined();
});
