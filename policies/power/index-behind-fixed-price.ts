import { z } from "zod";
import { coverageGaps, leasedLoads } from "../../site/contracts/coverage.ts";
import { quantity } from "../../site/schema/values.ts";
import { Percentage } from "../../site/units/index.ts";
import { inTenantDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

const parameters = z.strictObject({
  most: quantity(Percentage)
    .prefault("10 %")
    .describe("The share of such leases' load that may be bought at an index."),
});

export const indexBehindFixedPrice: Rule<z.output<typeof parameters>> = {
  id: "power/index-behind-fixed-price",
  title: "Fixed-price leases on index-price energy",
  what: "What leases with energy in their price draw is bought at fixed prices for as long as they run.",
  why: "A lease whose price includes energy does not follow the market; an indexed contract does. A summer of scarcity prices then costs more than the lease brings.",
  fix: "Buy more at a fixed price for the lease's term, or pass energy through (lease.powerPassThrough: true).",
  level: "advisory",
  parameters,
  check: ({ site }, { most }) => {
    const { contracts, effectiveDate } = site.document;
    const allIn = site.tenants.filter(({ lease }) => lease.price !== undefined && !lease.powerPassThrough);
    if (contracts.length === 0 || allIn.length === 0) return notApplicable;
    const fixed = contracts.filter(({ kind }) => kind === "fixed" || kind === "behind-the-meter");
    const loads = leasedLoads(site.document, allIn, site.catalog);
    return coverageGaps({ contracts: fixed }, loads).flatMap((gap) => {
      const { from, to, leased, contracted, tenants } = gap;
      const exposed = leased.minus(contracted);
      const [tenant] = tenants;
      const isOver = to !== undefined && to < effectiveDate;
      if (tenant === undefined || isOver || !exposed.exceeds(leased.times(most.fraction))) return [];
      const span = to === undefined ? `from ${from}` : `from ${from} to ${to}`;
      return [
        {
          place: inTenantDocument(tenant, "lease", "price"),
          message: `${span} leases that include energy draw up to ${leased} at the meter (${tenants.join(", ")}), of which ${contracted} are bought at fixed prices: ${exposed} are at an index, at most ${most} of them should be`,
        },
      ];
    });
  },
};
