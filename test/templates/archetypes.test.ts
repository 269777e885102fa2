import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { z } from "zod";
import { AnswersRefused } from "../../site/template/answers-refused.ts";
import type { SiteTemplate } from "../../site/template/template.ts";
import { loadSite } from "../../templates/load-site.ts";
import { templates } from "../../templates/templates.ts";
import { expectSite } from "../../templates/testing.ts";
import { copyOf, type Example, exampleFolder, examples } from "../support/examples.ts";

const archetypes = templates.filter((one): one is SiteTemplate => one.gives === "site");

/** The archetype of which each example is the answers. */
const archetypeOf: Readonly<Record<Example, string>> = {
  "black-pearl": "hyperscale",
  childress: "integrated",
  denton: "colocation",
  "lake-mariner": "asset-light",
  "prince-george": "own-cloud",
};

interface TemplatedSite {
  readonly template: { readonly name: string; readonly version: string };
  readonly answers: Readonly<Record<string, unknown>>;
}

function answered(example: Example): TemplatedSite {
  return load(readFileSync(join(exampleFolder(example), "site.yaml"), "utf8")) as TemplatedSite;
}

function templateOf(example: Example): SiteTemplate {
  return archetypes.find(({ name }) => name === archetypeOf[example]) ?? expect.fail(example);
}

test("Every archetype gives one of the examples", () => {
  expect(archetypes.map(({ name }) => name).sort()).toEqual(Object.values(archetypeOf).sort());
});

test.each(examples)(
  "%s is the answers to its archetype, and a site without its overrides as well",
  (example) => {
    expect(answered(example).template).toEqual({ name: archetypeOf[example], version: "1.0.0" });
    const { answers } = answered(example);
    const { dedicated: _, ...withoutTenants } = answers;
    const given = expectSite(templateOf(example), withoutTenants);
    const zones = loadSite(exampleFolder(example)).site.zones.map(({ name, feeds, states }) => [
      name,
      feeds,
      states,
    ]);
    expect(given.zones.map(({ name, feeds, states }) => [name, feeds, states])).toEqual(zones);
  },
);

test.each(archetypes.map((one) => [one.name, one] as const))(
  "Every answer of %s is described",
  (_, template) => {
    const shape = (template.answers as z.ZodObject).shape;
    const silent = Object.entries(shape).filter(([, answer]) => answer.description === undefined);
    expect(silent.map(([key]) => key)).toEqual([]);
  },
);

const denton = () => structuredClone(answered("denton").answers) as unknown as DentonAnswers;

interface DentonAnswers {
  dedicated?: unknown;
  asicNetworks: { firstVlan: number };
  halls: {
    name: string;
    supply: string;
    dates: Record<string, string>;
    miners?: { asics: { model: string; count: number }[]; poolSet?: string };
  }[];
}

function refusedOf(change: (answers: DentonAnswers) => void): [string, string][] {
  const answers = denton();
  change(answers);
  try {
    expectSite(templateOf("denton"), answers);
  } catch (error) {
    if (error instanceof AnswersRefused)
      return error.answers.map(({ path, message }) => [path.join("."), message]);
    throw error;
  }
  return [];
}

test("What answers name is refused with the nearest name, all of it at once", () => {
  const refused = refusedOf(({ halls: [first, second] }) => {
    if (first === undefined || second?.miners?.asics[0] === undefined) throw new Error("no halls");
    first.supply = "mt-11";
    second.miners.asics[0].model = "antminer-s21-xq";
    second.miners.poolSet = "fps";
  });
  expect(refused).toEqual([
    ["halls.0.supply", 'there is no group of main transformers "mt-11": did you mean "mt-1"?'],
    [
      "halls.1.miners.asics.0.model",
      'there is no miner model "antminer-s21-xq": did you mean "antminer-s21-xp"?',
    ],
    ["halls.1.miners.poolSet", 'there is no pool set "fps": did you mean "fpps"?'],
  ]);
});

test("Days that do not fit what becomes of a hall are refused with what would fit", () => {
  const refused = refusedOf(({ halls: [first, second, third] }) => {
    if (first === undefined || second === undefined || third === undefined) throw new Error("no halls");
    delete first.dates["draining"];
    delete second.miners;
    delete third.dates["ready"];
  });
  expect(refused.map(([path]) => path)).toEqual([
    "halls.0.dates",
    "halls.1.dates.mining",
    "halls.1.dates.draining",
    "halls.1.dates.stripped",
    "halls.2.dates.construction",
    "halls.2.dates.commissioning",
    "fabrics.0.halls.2",
  ]);
  expect(refused[0]?.[1]).toBe(
    '"draining" is missing: a conversion needs the day; write it as draining: 2027-01-01',
  );
});

test("Miners of one hall that are cooled in two ways, and VLANs beyond the last, are refused", () => {
  const refused = refusedOf(({ asicNetworks, halls: [first] }) => {
    asicNetworks.firstVlan = 4093;
    first?.miners?.asics.push({ model: "antminer-s21-xp-hyd", count: 10 });
  });
  expect(refused).toEqual([
    [
      "halls.0.miners.asics.1.model",
      expect.stringContaining("is cooled by hydro, and the hall's first miners by air"),
    ],
    ["asicNetworks", expect.stringContaining("would have VLAN 4097")],
  ]);
});

test.each([
  ["antminer-s21-pro", "rows", "2025-02-14", "2025-03-16", undefined],
  ["antminer-s21-xp-hyd", "containers", "2025-02-05", "2025-02-19", "water"],
  ["whatsminer-m66s", "tanks", "2025-03-01", "2025-03-22", "pads"],
])(
  "A conversion of %s takes its time, and keeps what can be kept",
  (model, stand, stripped, construction, kept) => {
    const answers = denton();
    delete answers.dedicated;
    const [hall] = answers.halls;
    if (hall?.miners === undefined) throw new Error("no hall");
    hall.dates = { mining: "2024-07-01", draining: "2025-01-15", ready: "2025-12-15" };
    hall.miners.asics = [{ model, count: 100 }];
    const zone = expectSite(templateOf("denton"), answers).zone("hall-1");
    const days = Object.fromEntries(zone.states.map(({ state, from }) => [state, from]));
    expect(days).toMatchObject({
      stripped,
      construction,
      commissioning: "2025-10-31",
      "ai-ready": "2025-12-15",
    });
    expect(zone.mining?.asics[0]?.name).toBe(stand);
    if (kept === undefined) expect(zone.conversion).toBeUndefined();
    else expect(zone.conversion?.reuses).toContain(kept);
  },
);

test("An operator's own plants are energy behind the meter, beside what is bought", () => {
  const { answers } = answered("childress");
  const plant = { name: "gas", power: "80 MW", price: "31 $/MWh", from: "2026-01-01" };
  const site = expectSite(templateOf("childress"), { ...answers, generation: [plant] });
  expect(site.document.contracts[0]).toMatchObject({ name: "gas", kind: "behind-the-meter" });
  expect(site.document.contracts).toHaveLength(4);
  const twice = { ...answers, generation: [{ ...plant, name: "spot" }] };
  expect(() => expectSite(templateOf("childress"), twice)).toThrow(
    '"spot" is the name of a contract as well',
  );
});

test("A building with nothing in it is refused", () => {
  const { answers } = answered("prince-george");
  const empty = { ...answers, buildings: [{ name: "pg-1" }], fabrics: [] };
  expect(() => expectSite(templateOf("prince-george"), empty)).toThrow('building "pg-1" is empty');
});

test("A default of an answer stands where it is resolved, once", () => {
  const { answers } = answered("denton");
  const { lines } = z.object({ lines: z.unknown() }).parse(templateOf("denton").answers.parse(answers));
  expect(String((lines as { feeder: unknown }).feeder)).toBe("40 MVA");
});

test.each(["black-pearl", "denton", "prince-george"] as const)(
  "What %s answers is the very site that its plain document states",
  (name) => {
    expect(loadSite(exampleFolder(name)).site.document).toEqual(loadSite(copyOf(name)).site.document);
  },
);
