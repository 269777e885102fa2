import { coverageGaps, leasedLoads } from "../../site/contracts/coverage.ts";
import { addDays } from "../../site/day.ts";
import { inElement, inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

/** That leases are covered at all is held by `site/checks/contracts.ts`, which counts on renewals; this does not. */
export const leaseAfterContract: Rule = {
  id: "power/lease-after-contract",
  title: "Leases that outlast the energy bought for them",
  what: "What leases draw is contracted until they end, without counting on a renewal.",
  why: "A contract that renews does so unless the seller ends it, and at prices that are then asked. The lease goes on at the price that was agreed years before.",
  fix: "Extend the contract to the lease's last day, buy for the time after it, or agree with the tenant that energy is passed through.",
  level: "advisory",
  check: ({ site }) => {
    const { contracts, effectiveDate } = site.document;
    if (contracts.length === 0 || site.tenants.length === 0) return notApplicable;
    const loads = leasedLoads(site.document, site.tenants, site.catalog);
    const bound = contracts.map((contract) => ({ ...contract, renews: false }));
    return coverageGaps({ contracts: bound }, loads).flatMap(({ from, to, leased, contracted, tenants }) => {
      if (to !== undefined && to < effectiveDate) return [];
      const ended = contracts.find(
        (contract) => contract.to !== undefined && addDays(contract.to, 1) === from,
      );
      const span = to === undefined ? `from ${from}` : `from ${from} to ${to}`;
      const counted = ended === undefined ? "renewals" : `"${ended.name}" being renewed`;
      return [
        {
          place:
            ended === undefined
              ? inSiteDocument("contracts")
              : inElement(site, "contracts", ended.name, "to"),
          message: `${span} leases draw up to ${leased} at the meter (${tenants.join(", ")}), of which ${contracted} are contracted for sure: the other ${leased.minus(contracted)} count on ${counted}`,
        },
      ];
    });
  },
};
