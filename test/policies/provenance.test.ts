import { expect, test } from "vitest";
import { provenance } from "../../policies/packs/provenance.ts";
import { staleSource } from "../../policies/provenance/stale-source.ts";
import { notApplicable, type Subject } from "../../policies/rule.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { gpuRacks, hall, mine, siteWith, storageRacks, tenantOf } from "../support/sites.ts";
import { subjectOf, testPack, verdictOf, whereOf } from "./rule-cases.ts";

const acme = tenantOf("acme", storageRacks(2));
const uptime = { lease: { from: "2026-01-01", to: "2028-12-31", uptime: "90 %" } };

type LoadInput = SiteInput["interconnects"][number]["approvals"][number]["load"];

function approved(load: LoadInput, change: Partial<SiteInput> = {}, tenants = [acme]) {
  const approvals = [
    { from: "2023-01-01", load: { value: "1 MW", source: "assumed" } },
    { from: "2024-01-01", load },
  ];
  const interconnects = [{ name: "grid", voltage: "138 kV", gridOperator: "ERCOT", approvals }];
  return subjectOf(siteWith([hall("h")], { interconnects, ...change }), tenants);
}

function cited(asOf: string | undefined, own: { asOf?: string } = {}) {
  const source = { title: "Letter", verified: true, ...(asOf === undefined ? {} : { asOf }) };
  return approved({ value: "500 MW", source: "letter", ...own }, { sources: { letter: source } });
}

function fedBy(rating: NonNullable<SiteInput["power"]>[number]["rating"], change = {}) {
  const power = [
    { name: "ut-h", kind: "unit-transformer" as const, from: "grid", ...(rating && { rating }) },
  ];
  return subjectOf(siteWith([hall("h")], { power }), [{ ...acme, ...change }]);
}

function paying(payment: NonNullable<SiteInput["demandResponse"]>[number]["payment"], source?: string) {
  const obligation = {
    name: "ers",
    programme: "ERCOT ERS-10",
    obligation: "1 MW",
    notice: "10 min",
    maximumDuration: "8 h",
    from: "2026-01-01",
    ...(payment && { payment }),
    ...(source && { source }),
  };
  return subjectOf(siteWith([mine("m", 10)], { demandResponse: [obligation] }));
}

function buying(kind: "fixed" | "indexed", change: Partial<SiteInput> = {}) {
  const contract = { name: "energy", kind, power: "5 MW", price: "4 $/MWh", from: "2025-01-01" };
  return subjectOf(siteWith([mine("m", 10)], { contracts: [contract], ...change }));
}

testPack(provenance, {
  "provenance/unverified-behind-promise": () => ({
    passes: fedBy("100 MVA", uptime),
    fails: [
      [
        fedBy({ value: "100 MVA", source: "assumed" }, uptime),
        /"acme" is promised 90 %, but only 3 of the 4 figures behind the power and cooling of its zones \(h\) are verified; not verified: ut-h.rating$/,
        "tenants/acme.yaml lease.uptime",
      ],
    ],
    notApplicable: fedBy({ value: "100 MVA", source: "assumed" }),
  }),
  "provenance/unverified-approval": () => ({
    passes: approved("500 MW"),
    fails: [
      [
        approved({ value: "500 MW", source: "assumed" }),
        /^the approval of 500 MW for "grid" from 2024-01-01 is assumed: leases are placed on it$/,
        "site.yaml interconnects.0.approvals.1.load",
      ],
    ],
    notApplicable: approved({ value: "500 MW", source: "assumed" }, {}, []),
  }),
  "provenance/unverified-rack-power": () => ({
    passes: subjectOf(siteWith([hall("h")]), [tenantOf("acme", gpuRacks(2, { fabric: "none" }))]),
    fails: [
      [
        subjectOf(siteWith([hall("h")]), [acme]),
        /"acme" leases 2 racks of storage, whose power of 18 kW nobody verified: 36 kW in all/,
        "tenants/acme.yaml demand.0.rackType",
      ],
    ],
    notApplicable: subjectOf(siteWith([hall("h")])),
  }),
  "provenance/stale-source": () => ({
    passes: cited("2024-01-01"),
    fails: [
      [
        cited("2023-12-31"),
        /"letter" is of 2023-12-31: at most 24 months .*, so of 2024-01-01 or later; what rests on it: site.yaml interconnects.0.approvals.1.load$/,
        "site.yaml sources.letter.asOf",
      ],
      [
        cited("2025-01-01", { asOf: "2022-01-01" }),
        /^500 MW is of 2022-01-01: at most 24 months/,
        "site.yaml interconnects.0.approvals.1.load",
      ],
    ],
    notApplicable: cited(undefined),
  }),
  "provenance/price-without-source": () => ({
    passes: paying("65000 $/MW-year", "assumed"),
    fails: [
      [
        paying("65000 $/MW-year"),
        /a price of 5.417 \$\/kW-month states no source/,
        "site.yaml demandResponse.0.payment",
      ],
    ],
    notApplicable: paying(undefined),
  }),
  "provenance/default-assumptions": () => ({
    passes: buying("indexed", { economics: { hashprice: "40 $/PH/day" } }),
    fails: [
      [
        buying("indexed"),
        /rests on the catalog's difficulty 133.87 T, bitcoinPrice 60500 \$\/BTC/,
        "site.yaml contracts.0",
      ],
    ],
    notApplicable: buying("fixed"),
  }),
});

test("How old a source may be is the site's to set", () => {
  const verdict = verdictOf(staleSource, cited("2025-06-01"), { months: 6 });
  expect(verdict === notApplicable ? [] : verdict.map(whereOf)).toEqual(["site.yaml sources.letter.asOf"]);
});

function messages(id: string, subject: Subject): readonly string[] {
  const rule = provenance.find((one) => one.id === id);
  const verdict = rule && verdictOf(rule, subject);
  return verdict === undefined || verdict === notApplicable ? [] : verdict.map(({ message }) => message);
}

test("What an approval rises to is to be verified as well", () => {
  const ramp = { load: { value: "700 MW", source: "assumed" }, by: "2027-01-01" };
  const approvals = [{ from: "2024-01-01", load: "500 MW", ramp }];
  const interconnects = [{ name: "grid", voltage: "138 kV", gridOperator: "ERCOT", approvals }];
  const rising = (effectiveDate: string) =>
    messages(
      "provenance/unverified-approval",
      subjectOf(siteWith([hall("h")], { interconnects, effectiveDate }), [acme]),
    );
  expect(rising("2026-01-01")).toEqual([
    'the approval of 700 MW for "grid" by 2027-01-01 is assumed: leases are placed on it',
  ]);
});

test("Energy at an index counts on the days on which it is bought and miners may be shed", () => {
  const terms = {
    name: "index",
    kind: "indexed" as const,
    power: "5 MW",
    price: "4 $/MWh",
    from: "2024-01-01",
  };
  const over = { contracts: [{ ...terms, to: "2025-06-30" }] };
  const ahead = { contracts: [{ ...terms, from: "2027-01-01" }] };
  expect(messages("provenance/default-assumptions", buying("fixed", over))).toEqual([]);
  expect(messages("provenance/default-assumptions", buying("fixed", ahead))).toHaveLength(1);
});

test("What a range says is told by its values", () => {
  const hashprice = {
    low: "30 $/PH/day",
    base: "40 $/PH/day",
    high: "50 $/PH/day",
    asOf: "2020-01-01",
  };
  const [message] = messages("provenance/stale-source", buying("indexed", { economics: { hashprice } }));
  expect(message).toMatch(/^40 \$\/PH\/day is of 2020-01-01/);
});

test("The generators and batteries behind a promise are among what is to be verified", () => {
  const source = "assumed";
  const subject = subjectOf(
    siteWith([hall("h", { feeds: { A: "ups" } })], {
      power: [
        { name: "ut", kind: "unit-transformer", from: "grid", rating: "100 MVA" },
        { name: "ups", kind: "ups", from: "ut", rating: "5 MVA", battery: { value: "5 min", source } },
      ],
      generators: [{ name: "gens", backs: "ut", rating: { value: "10 MVA", source }, start: "1 min" }],
    }),
    [{ ...acme, ...uptime }],
  );
  const [message] = messages("provenance/unverified-behind-promise", subject);
  expect(message).toMatch(/not verified: ups.battery, gens.rating$/);
});
