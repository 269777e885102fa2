import { curtailmentPlan } from "../../../site/curtailment/make-plan.ts";
import type { CurtailmentPlan } from "../../../site/curtailment/plan.ts";
import { day } from "../../../site/day.ts";
import type { SiteInput } from "../../../site/schema/site-document.ts";
import type { Site } from "../../../site/site.ts";
import { mine, miners, siteOf, siteWith } from "../../support/sites.ts";

export const onDay = day("2026-08-14");

export const obligation: NonNullable<SiteInput["demandResponse"]>[number] = {
  name: "ers-summer",
  programme: "ERCOT ERS-10",
  obligation: "6 MW",
  notice: "10 min",
  maximumDuration: "8 h",
  coolDown: "10 h",
  from: "2026-06-01",
  to: "2026-09-30",
};

const pools = siteWith([]).poolSets ?? [];
const customersPools: typeof pools = [
  {
    name: "acme-pools",
    owner: "acme",
    groups: [
      {
        name: "main",
        pools: [
          { url: "stratum+tcp://one.example.com:3333", user: "acme.{zone}" },
          { url: "stratum+tcp://two.example.com:3333", user: "acme.{zone}" },
        ],
      },
    ],
  },
];

/** A site in Texas with two zones of 1,000 and one of 500 miners, the last a customer's, and one obligation. */
export function exampleSite(change: Partial<SiteInput> = {}): Site {
  const hosted = { ...miners(30, 500), owner: "acme", poolSet: "acme-pools" };
  return siteOf(
    siteWith([mine("east", 10), mine("west", 20), mine("hosted", 30, { mining: hosted })], {
      location: { country: "US", region: "Texas", timeZone: "America/Chicago" },
      effectiveDate: onDay,
      demandResponse: [obligation],
      hashrateOwners: [{ name: "acme", curtailment: { notice: "5 min" }, price: "70 $/MWh" }],
      poolSets: [...pools, ...customersPools],
      ...change,
    }),
  );
}

export function examplePlan(change: Partial<SiteInput> = {}): {
  readonly site: Site;
  readonly plan: CurtailmentPlan;
} {
  const site = exampleSite(change);
  return { site, plan: curtailmentPlan(site, onDay, []) };
}
