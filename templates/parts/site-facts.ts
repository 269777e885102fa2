import { z } from "zod";
import { charge } from "../../site/schema/charges.ts";
import { contract, demandResponse, interconnect } from "../../site/schema/power.ts";
import { siteDocument } from "../../site/schema/site-document.ts";
import { day, name, text } from "../../site/schema/values.ts";
import { asWritten } from "../../site/template/as-written.ts";

const { sources, location } = siteDocument.shape;

/** What every site is asked that no template can know: who and where it is, its grid, and what it buys and owes. */
export const siteFacts = {
  name: name.describe("What the site is called in names of objects."),
  title: text.optional().describe("What people call it."),
  operator: text.optional().describe("Who runs it."),
  location: asWritten(location).optional().describe("Where it is, and in which time zone."),
  effectiveDate: day.describe("The day that is synthesized."),
  sources: asWritten(sources).default({}).describe("The publications and records that figures cite."),
  source: text
    .default("assumed")
    .describe("Where the figures come from that no answer says it of. Default: they are assumed."),
  interconnects: asWritten(
    z.array(interconnect).min(1, { error: "a site needs at least one interconnect" }),
  ).describe("Where the site meets the grid, and the load that is approved there."),
  contracts: asWritten(z.array(contract)).default([]).describe("What energy it buys."),
  demandResponse: asWritten(z.array(demandResponse))
    .default([])
    .describe("What load the site has promised to shed."),
  charges: asWritten(z.array(charge)).default([]).describe("What power costs besides its energy."),
};

const shape = z.object(siteFacts);

type Facts = z.output<typeof shape>;

/** The part of a site's document that its facts are. */
export function factsOf(answers: Facts) {
  const { name, title, operator, location, effectiveDate, sources, interconnects } = answers;
  const { contracts, demandResponse, charges } = answers;
  return {
    version: 1 as const,
    name,
    title,
    operator,
    location,
    effectiveDate,
    sources,
    interconnects,
    contracts,
    charges,
    demandResponse,
  };
}
