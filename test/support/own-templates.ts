import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, writeFiles } from "./cli.ts";
import { compiled } from "./compiled.ts";

const source = (file: string) => JSON.stringify(pathToFileURL(join(compiled, file)).href);

const index = `
import { z } from ${JSON.stringify(pathToFileURL(join(root, "node_modules/zod/index.js")).href)};
import { closed } from ${source("site/schema/closed.js")};
import { count, day, name, quantity, text } from ${source("site/schema/values.js")};
import { AnswersRefused } from ${source("site/template/answers-refused.js")};
import { siteTemplate, tenantTemplate } from ${source("site/template/template.js")};
import { Power } from ${source("site/units/index.js")};

const hall = closed({
  name: name.describe("What the hall is called."),
  rows: count.default(4).describe("Rows of racks."),
  readyFrom: day.default("2026-01-01").describe("From when on it takes racks."),
});
const answers = {
  name: name.describe("The site's name."),
  title: text.optional().describe("What people call it."),
  approved: quantity(Power).describe("What the grid operator approved."),
  operator: z.enum(["ERCOT", "PJM"]).describe("Who runs the grid."),
  halls: z.array(hall).min(1).describe("The halls that are converted."),
};
const zone = ({ name, rows, readyFrom }, aisle, perRow) => ({
  name,
  redundancy: "N",
  feeds: { A: "ut-" + name },
  states: [{ state: "ai-ready", from: readyFrom }],
  ai: {
    grossToCritical: 1.3,
    cooling: { air: { unit: "400 kW", units: 6, redundancy: "N+1" } },
    rows,
    positionsPerRow: perRow,
    rackMass: aisle,
  },
});
const build = (given, { mass = "1400 kg", perRow = 10 } = {}) => {
  const { name, title, approved, operator, halls } = given;
  if (approved.compare(Power.megawatts(1)) < 0) {
    const message = approved + " is too little: a site of this kind takes at least 1 MW; ask for more";
    throw new AnswersRefused({ path: ["approved"], message });
  }
  return {
    version: 1,
    name,
    title,
    effectiveDate: "2026-07-01",
    interconnects: [
      { name: "poi", voltage: "138 kV", gridOperator: operator, approvals: [{ from: "2025-01-01", load: approved }] },
    ],
    power: [
      { name: "mt", kind: "main-transformer", from: "poi", rating: "60 MVA" },
      ...halls.map((one) => ({ name: "ut-" + one.name, kind: "unit-transformer", from: "mt", rating: "4 MVA" })),
    ],
    zones: halls.map((one) => zone(one, mass, perRow)),
    fabrics: [
      {
        name: "roce-1",
        kind: "roce",
        zones: halls.map((one) => one.name),
        scalableUnit: 8,
        leaves: { count: 64, downlinks: 64 },
        pools: { vni: "51000-51999", asn: "4200000000-4200000999", prefixes: "10.128.0.0/12", tenantPrefixLength: 20 },
      },
    ],
  };
};
const what = "Halls of air-cooled racks behind one transformer.";
const small = { name: "small", title: "Small halls", what };
const { approved, ...others } = answers;
const lease = closed({
  name: name.describe("The tenant's name."),
  racks: count.describe("How many racks of H200."),
  from: day.describe("The first day."),
  to: day.describe("The last day."),
});
const leased = ({ name, racks, from, to }, price) => ({
  version: 1,
  name,
  offering: "namespaces",
  lease: { from, to, price },
  demand: [{ name: "train", rackType: "h200", racks }],
  namespaces: [{ name: name + "-train" }],
  groups: { users: ["oidc:" + name] },
});

export const templates = [
  siteTemplate({ ...small, version: "1.0.0", answers: closed(answers), build: (given) => build(given) }),
  // Stronger floors, which nobody notices.
  siteTemplate({ ...small, version: "1.1.0", answers: closed(answers), build: (given) => build(given, { mass: "1800 kg" }) }),
  // An answer by another name.
  siteTemplate({
    ...small,
    version: "2.0.0",
    answers: closed({ ...others, approvedLoad: approved }),
    build: ({ approvedLoad, ...given }) => build({ ...given, approved: approvedLoad }, { mass: "1800 kg" }),
    fromEarlier: ({ approved, ...given }) => ({ ...given, approvedLoad: approved }),
  }),
  // Shorter rows: who stands at the far end of one has to move.
  siteTemplate({
    ...small,
    version: "3.0.0",
    answers: closed({ ...others, approvedLoad: approved, source: text.default("ours") }),
    build: ({ approvedLoad, source: _, ...given }) =>
      build({ ...given, approved: approvedLoad }, { mass: "1800 kg", perRow: 2 }),
    fromEarlier: (given) => ({ ...given, source: "earlier" }),
  }),
  tenantTemplate({
    name: "train",
    version: "1.0.0",
    title: "Training",
    what: "Racks of one kind.",
    answers: lease,
    build: (given) => leased(given, "400 $/kW-month"),
  }),
  tenantTemplate({
    name: "train",
    version: "1.1.0",
    title: "Training",
    what: "Racks of one kind, dearer.",
    answers: lease,
    build: (given) => leased(given, "450 $/kW-month"),
  }),
];
`;

/** The name of a package of templates that is none of busbar's, for sites and for tenants, in several releases. */
export const ownPackage = "own-sites";

/** Installs that package in a folder. */
export function installOwnTemplates(folder: string): void {
  writeFiles(join(folder, "node_modules", ownPackage), {
    "package.json": JSON.stringify({
      name: ownPackage,
      version: "7.0.0",
      type: "module",
      exports: "./index.js",
    }),
    "index.js": index,
  });
}

/** Answers to its template `small`. */
export const smallAnswers = `name: ridge
title: Ridge
approved: 20 MW # approved in May
operator: ERCOT
halls:
  - name: hall-1
  # Ready later.
  - name: hall-2
    rows: 2
    readyFrom: 2027-01-01
`;

/** Answers to its template `train`. */
export const trainAnswers = `name: acme
racks: 4
from: 2026-02-01
to: 2028-01-31
`;
