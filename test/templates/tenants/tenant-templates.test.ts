import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { catalog } from "../../../site/catalog/catalog.ts";
import { readExpanded, readSite } from "../../../site/load/load-site.ts";
import { tenantDocument } from "../../../site/schema/tenant-document.ts";
import { AnswersRefused } from "../../../site/template/answers-refused.ts";
import { templates as known } from "../../../templates/templates.ts";
import { tenantTemplates } from "../../../templates/tenants/index.ts";
import { copyOf, type Example, exampleFolder } from "../../support/examples.ts";

/** The sites of examples may answer templates as well. */
const siteTemplates = known.filter(({ gives }) => gives === "site");
const templates = { of: () => [...siteTemplates, ...tenantTemplates] };

/** The document of a tenant that answers a template, or the problems that are told of it. */
function answered(template: string, answers: Readonly<Record<string, unknown>>, overrides?: unknown) {
  const document = { version: 1, template: { name: template, version: "1.0.0" }, answers };
  const whole = overrides === undefined ? document : { ...document, overrides };
  const text = stringify(whole, { aliasDuplicateObjects: false });
  return readExpanded("tenant", tenantDocument, "tenants/acme.yaml", text, templates);
}

function tenantOf(template: string, answers: Readonly<Record<string, unknown>>, overrides?: unknown) {
  const read = answered(template, answers, overrides);
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  return read.value;
}

function problemsOf(template: string, answers: Readonly<Record<string, unknown>>): string[] {
  const read = answered(template, answers);
  return "problems" in read ? read.problems.map(({ where, message }) => `${where} ${message}`) : [];
}

const term = { name: "acme", from: "2027-01-01", to: "2029-12-31" };
const who = { admins: ["acme-admins"], users: ["acme-users"] };
const racks = [{ rackType: "b300", racks: 8 }];

/** An example with one of its tenants' documents replaced by answers. */
function withAnswers(example: Example, tenant: string, template: string, answers: object) {
  const folder = copyOf(example);
  const file = join(folder, "tenants", `${tenant}.yaml`);
  rmSync(file);
  writeFileSync(file, stringify({ version: 1, template: { name: template, version: "1.0.0" }, answers }));
  return readSite(folder, templates).site.tenants.find(({ name }) => name === tenant);
}

function asWrittenIn(example: Example, tenant: string) {
  return readSite(exampleFolder(example), templates).site.tenants.find(({ name }) => name === tenant);
}

test("A training cluster's answers give the tenant that an example writes out", () => {
  const given = withAnswers("prince-george", "model-lab", "training-cluster", {
    name: "model-lab",
    title: "Model lab",
    from: "2026-01-01",
    to: "2029-01-31",
    terms: { uptime: "99.5 %", price: "500 $/kW-month", includesHardware: true, source: "assumed" },
    who: { admins: ["model-lab-admins"], users: ["model-lab-research"] },
    namespaces: [
      { name: "lab-pretraining", share: "75 %" },
      { name: "lab-evaluation", share: "25 %" },
    ],
    accelerators: [
      { name: "training", rackType: "b200", racks: 24, zones: ["pg-2-gpu"] },
      { name: "next", rackType: "gb300-nvl72", racks: 16, from: "2027-02-01", zones: ["pg-3-gpu"] },
    ],
    flexible: {
      share: "40 %",
      notice: "15 min",
      maximumDuration: "3 h",
      callsPerYear: 12,
      compensation: "150 $/MWh",
      source: "assumed",
    },
  });
  expect(given).toEqual(asWrittenIn("prince-george", "model-lab"));
});

test("A powered shell's answers give the tenant that an example writes out", () => {
  const hall = (name: string, cooling: string, critical: string, zone: string, from?: string) => ({
    name,
    cooling,
    critical: { value: critical, source: "assumed" },
    zones: [zone],
    ...(from !== undefined && { from }),
  });
  const given = withAnswers("black-pearl", "aws", "powered-shell", {
    name: "aws",
    title: "Amazon Web Services",
    from: "2026-08-01",
    to: "2041-07-31",
    terms: {
      uptime: { value: "99.99 %", source: "assumed" },
      price: {
        value: "148 $/kW-month",
        source: "cipher-aws",
        verified: false,
        note: "5.5 B$ over 15 years and 300 MW gross is 102 $ a kW of gross load and month; times 1.45 gross per critical",
      },
    },
    halls: [
      hall("phase-1-air", "air", "24 MW", "hall-1"),
      hall("phase-1-liquid", "liquid", "30 MW", "hall-2"),
      hall("phase-2-liquid", "liquid", "30 MW", "hall-3", "2026-12-01"),
      hall("phase-2-air", "air", "24 MW", "hall-4", "2026-12-01"),
    ],
  });
  expect(given).toEqual(asWrittenIn("black-pearl", "aws"));
});

test("An inference cloud has 2N power, racks on any fabric, and a fifth of its quota for batch work", () => {
  const { demand, namespaces, offering, groups } = tenantOf("inference-cloud", {
    ...term,
    who,
    accelerators: racks,
  });
  expect(demand).toMatchObject([{ name: "b300", racks: 8, redundancy: "2N", fabric: "any" }]);
  expect(namespaces.map(({ name, share }) => [name, share?.percent])).toEqual([
    ["acme-serving", undefined],
    ["acme-batch", 20],
  ]);
  expect(offering).toBe("namespaces");
  expect(groups).toEqual({ ...who, viewers: [] });
});

test("A research partition has a namespace for each project, with equal parts", () => {
  const projects = ["vision", "speech"];
  const { namespaces } = tenantOf("research-partition", { ...term, who, accelerators: racks, projects });
  expect(namespaces).toEqual([{ name: "acme-vision" }, { name: "acme-speech" }]);
});

test.each([
  ["b300", 100, 4],
  ["b300", 128, 4],
  ["b300", 129, 5],
  ["gb300-nvl72", 72, 1],
  ["gb300-nvl72", 73, 2],
])("Of %s, %i accelerators are %i racks", (rackType, accelerators, expected) => {
  const { demand } = tenantOf("training-cluster", {
    ...term,
    who,
    accelerators: [{ rackType, accelerators }],
  });
  expect(demand[0]?.racks).toBe(expected);
});

test("No template sells a tenant's flexibility for it, and what is sold has a notice", () => {
  const answers = { ...term, who, accelerators: racks };
  expect(tenantOf("training-cluster", answers).flexible).toBeUndefined();
  const { flexible } = tenantOf("training-cluster", { ...answers, flexible: { share: "30 %" } });
  expect(flexible?.share.value.percent).toBe(30);
  expect(flexible?.notice).toMatchObject({ source: "assumed" });
});

test("Overrides change one thing of what a template gives", () => {
  const overrides = { namespaces: [{ name: "acme-development", share: "5 %" }] };
  const { namespaces } = tenantOf("training-cluster", { ...term, who, accelerators: racks }, overrides);
  expect(namespaces.map(({ share }) => share?.percent)).toEqual([90, 5]);
});

test.each([
  ["nobody who may run anything", { who: {} }, /answers\.who: names no group that may run workloads/],
  [
    "an amount that is not said",
    { accelerators: [{ rackType: "b300" }] },
    /answers\.accelerators\[0\]: racks of "b300" without an amount/,
  ],
  [
    "an amount that is said twice",
    { accelerators: [{ rackType: "b300", racks: 2, accelerators: 64 }] },
    /answers\.accelerators\[0\]: gives racks and accelerators/,
  ],
  [
    "accelerators of a rack type that has none",
    { accelerators: [{ rackType: "b30", accelerators: 64 }] },
    /the catalog knows no accelerators of "b30".*did you mean "b300"/,
  ],
  [
    "two entries of one name",
    { accelerators: [...racks, ...racks] },
    /answers\.accelerators\[1\]: is called "b300" as accelerators\[0\] is/,
  ],
  [
    "namespaces of bare metal",
    { offering: "bare-metal", namespaces: [{ name: "acme-x" }] },
    /answers\.namespaces: the offering bare-metal has no namespaces/,
  ],
  [
    "a key that is misspelt",
    { acelerators: racks },
    /unknown key "acelerators": did you mean "accelerators"/,
  ],
  [
    "a lease's term that is misspelt",
    { terms: { prise: "3 $/kW-month" } },
    /answers\.terms: unknown key "prise": did you mean "price"/,
  ],
  [
    "a name that leaves no room for its namespaces",
    { name: "a".repeat(38) },
    /answers\.name: makes "a{38}-training" the name of a namespace, 47 characters: at most 40/,
  ],
])("A template refuses %s, with the file and line of the answer", (_, change, expected) => {
  const problems = problemsOf("training-cluster", { ...term, who, accelerators: racks, ...change });
  expect(problems.join("\n")).toMatch(expected);
  expect(problems.join("\n")).toMatch(/^tenants\/acme\.yaml:\d+:\d+ /);
});

const entry = fc.record(
  {
    name: fc.constantFrom("first", "second"),
    rackType: fc.constantFrom(...catalog().rackTypes.keys()),
    racks: fc.integer({ min: 1, max: 99 }),
    accelerators: fc.integer({ min: 1, max: 5000 }),
    critical: fc.constantFrom("2 MW", { value: "20 MW", source: "assumed" }),
    from: fc.constantFrom("2027-06-01"),
  },
  { requiredKeys: ["rackType"] },
);

const anyAnswers = fc.record(
  {
    name: fc.constant(term.name),
    from: fc.constant(term.from),
    to: fc.constant(term.to),
    accelerators: fc.array(entry, { minLength: 1, maxLength: 3 }),
    who: fc.constantFrom({}, who, { viewers: ["acme-audit"] }),
    offering: fc.constantFrom("namespaces", "dedicated-cluster", "bare-metal"),
    redundancy: fc.constantFrom("N", "2N"),
    terms: fc.constantFrom({ uptime: "99.9 %" }, { price: "450 $/kW-month", source: "assumed" }),
  },
  { requiredKeys: ["name", "from", "to", "accelerators", "who"] },
);

test("Any answers give a tenant that its document's schema accepts, or a refusal that names the answer", () => {
  const asked = tenantTemplates.filter(({ name }) => name !== "powered-shell");
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(fc.constantFrom(...asked), anyAnswers, (template, answers) => {
      try {
        template.build(template.answers.parse(answers));
      } catch (error) {
        expect(error).toBeInstanceOf(AnswersRefused);
        outcomes.add("refused");
        return;
      }
      expect(tenantOf(template.name, answers).name).toBe("acme");
      outcomes.add("given");
    }),
    { numRuns: 200 },
  );
  expect([...outcomes].sort()).toEqual(["given", "refused"]);
});

test("Every answer of every template says what it is for", () => {
  for (const { answers, name } of tenantTemplates) {
    const { shape } = answers as unknown as { shape: Readonly<Record<string, { description?: string }>> };
    for (const [key, schema] of Object.entries(shape))
      expect(schema.description, `${name}: ${key}`).toMatch(/\w{3}/);
  }
});

test("The templates of tenants are these", () => {
  expect(tenantTemplates.map(({ name, version }) => `${name} ${version}`)).toEqual([
    "inference-cloud 1.0.0",
    "powered-shell 1.0.0",
    "research-partition 1.0.0",
    "training-cluster 1.0.0",
  ]);
});
