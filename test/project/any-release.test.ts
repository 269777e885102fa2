import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { answers } from "../../index.ts";
import type { Lock } from "../../placement/lock.ts";
import { placeExactly } from "../../placement/place-exactly.ts";
import { releaseChange } from "../../project/release-change.ts";
import { touchedTenants } from "../../project/touched-tenants.ts";
import { readSite } from "../../site/load/load-site.ts";
import { YamlDocument } from "../../site/load/yaml-document.ts";
import { Refusal } from "../../site/problem.ts";
import type { Site } from "../../site/site.ts";
import { siteTemplate, tenantTemplate } from "../../site/template/template.ts";
import { writeFiles } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const { closed, name } = answers;

/** What may be otherwise from one release of a template to the next. */
interface Release {
  readonly zones: readonly [string, string];
  readonly feeder: string;
  readonly perRow: number;
  readonly readyFrom: string;
  readonly asn: string;
  readonly prefixes: string;
  readonly mass: string;
  readonly racks: number;
  readonly to: string;
  readonly price: string;
}

const first: Release = {
  zones: ["hall-1", "hall-2"],
  feeder: "ut",
  perRow: 10,
  readyFrom: "2026-01-01",
  asn: "4200000000-4200000999",
  prefixes: "10.128.0.0/12",
  mass: "1400 kg",
  racks: 4,
  to: "2028-01-31",
  price: "400 $/kW-month",
};

const anyRelease: fc.Arbitrary<Partial<Release>> = fc.record(
  {
    zones: fc.constantFrom<Release["zones"]>(["hall-1", "hall-3"], ["hall-2", "hall-1"], ["a", "b"]),
    feeder: fc.constantFrom("unit"),
    perRow: fc.constantFrom(1, 2, 9, 12),
    readyFrom: fc.constantFrom("2026-06-01", "2027-01-01"),
    asn: fc.constantFrom("4200001000-4200001999"),
    prefixes: fc.constantFrom("10.192.0.0/12"),
    mass: fc.constantFrom("900 kg", "1800 kg"),
    racks: fc.constantFrom(3, 5, 60),
    to: fc.constantFrom("2027-06-30", "2029-01-31"),
    price: fc.constantFrom("450 $/kW-month"),
  },
  { requiredKeys: [] },
);

const what = "Halls of air-cooled racks.";

function siteOf(version: string, release: Release) {
  const { zones, feeder, perRow, readyFrom, asn, prefixes, mass } = release;
  return siteTemplate({
    name: "small",
    version,
    title: "Small",
    what,
    answers: closed({ name: name.describe("Its name.") }),
    build: (given) => ({
      version: 1,
      name: given.name,
      effectiveDate: "2026-07-01",
      interconnects: [
        {
          name: "poi",
          voltage: "138 kV",
          gridOperator: "ERCOT",
          approvals: [{ from: "2025-01-01", load: "20 MW" }],
        },
      ],
      power: [
        { name: "mt", kind: "main-transformer", from: "poi", rating: "60 MVA" },
        ...zones.map((zone) => ({
          name: `${feeder}-${zone}`,
          kind: "unit-transformer" as const,
          from: "mt",
          rating: "4 MVA",
        })),
      ],
      zones: zones.map((zone) => ({
        name: zone,
        redundancy: "N",
        feeds: { A: `${feeder}-${zone}` },
        states: [{ state: "ai-ready", from: readyFrom }],
        ai: {
          grossToCritical: 1.3,
          cooling: { air: { unit: "400 kW", units: 6, redundancy: "N+1" } },
          rows: 4,
          positionsPerRow: perRow,
          rackMass: mass,
        },
      })),
      fabrics: [
        {
          name: "roce",
          kind: "roce",
          zones: [...zones],
          scalableUnit: 8,
          leaves: { count: 64, downlinks: 64 },
          pools: { vni: "51000-51999", asn, prefixes, tenantPrefixLength: 20 },
        },
      ],
    }),
  });
}

function tenantOf(version: string, { racks, to, price }: Release) {
  return tenantTemplate({
    name: "train",
    version,
    title: "Training",
    what: "Racks of one kind.",
    answers: closed({ name: name.describe("Its name."), from: answers.day.describe("From when on.") }),
    build: (given) => ({
      version: 1,
      name: given.name,
      offering: "namespaces",
      lease: { from: given.from, to, price },
      demand: [{ name: "train", rackType: "h200", racks }],
      namespaces: [{ name: `${given.name}-train` }],
      groups: { users: [`oidc:${given.name}`] },
    }),
  });
}

const leases = { running: "2026-02-01", later: "2027-02-01" } as const;

/** What nobody may change for a tenant without telling it: where its racks are, what feeds them, and what it is known by. */
function promised(site: Site, lock: Lock, tenant: string) {
  const locked = lock.tenants.find((one) => one.tenant === tenant);
  return {
    racks: locked?.allocations,
    networks: locked?.networks,
    feeds: locked?.allocations.map(({ zone }) => site.powerNetwork.namedPaths(site.zone(zone))),
  };
}

function documentOf(template: string, version: string, said: string): string {
  return `version: 1\ntemplate: { name: ${template}, version: ${version} }\nanswers: { ${said} }\n`;
}

test.each([
  ["newer", "1.0.0", "1.1.0"],
  ["older", "1.1.0", "1.0.0"],
])(
  "A %s release, whatever is otherwise in it, moves no tenant and changes no running lease without naming whom",
  async (_, from, to) => {
    const folder = temporaryFolder();
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyRelease, fc.constantFrom("site", "running", "later"), async (other, whose) => {
        const [old, now] = [first, { ...first, ...other }];
        const templates = {
          of: () => [siteOf(from, old), siteOf(to, now), tenantOf(from, old), tenantOf(to, now)],
        };
        const texts: Record<string, string> = {
          "site.yaml": documentOf("small", from, "name: ridge"),
          ...Object.fromEntries(
            Object.entries(leases).map(([tenant, day]) => [
              `tenants/${tenant}.yaml`,
              documentOf("train", from, `name: ${tenant}, from: ${day}`),
            ]),
          ),
        };
        writeFiles(folder, texts);
        const { site } = readSite(folder, templates);
        const lock = { ...(await placeExactly(site)), checksum: "" };
        const file = whose === "site" ? "site.yaml" : `tenants/${whose}.yaml`;
        try {
          const yaml = YamlDocument.parse(file, texts[file] ?? "");
          if ("problem" in yaml) throw new Error(yaml.problem.message);
          const gives = whose === "site" ? "site" : "tenant";
          writeFiles(folder, { [file]: releaseChange(gives, yaml, texts[file] ?? "", templates, to).text });
          const changed = readSite(folder, templates).site;
          const after = { ...(await placeExactly(changed, lock)), checksum: "" };
          const touched = touchedTenants(
            { site, lock, deployed: () => "" },
            { site: changed, lock: after, deployed: () => "" },
          ).map(({ tenant }) => tenant);
          for (const tenant of Object.keys(leases)) {
            const isPromised = isDeepStrictEqual(
              promised(site, lock, tenant),
              promised(changed, after, tenant),
            );
            if (!isPromised) expect(touched, JSON.stringify({ other, whose })).toContain(tenant);
            outcomes.add(isPromised ? "kept" : "told");
          }
          const says = [site, changed].map(({ tenants }) => tenants.find((one) => one.name === "running"));
          if (!isDeepStrictEqual(says[0], says[1])) expect(touched).toContain("running");
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(error.problems.length).toBeGreaterThan(0);
          outcomes.add("refused");
        }
      }),
      {
        numRuns: 40,
        examples: [
          [{}, "site"],
          [{ feeder: "unit" }, "site"],
          [{ asn: "4200001000-4200001999" }, "site"],
        ],
      },
    );
    expect([...outcomes].sort()).toEqual(["kept", "refused", "told"]);
  },
);
