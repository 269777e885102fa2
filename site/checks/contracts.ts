import { blockHours } from "../contracts/block-hours.ts";
import { type CoverageGap, coverageGaps, leasedLoads } from "../contracts/coverage.ts";
import { type Contract, deliversRoundTheClock } from "../contracts/supply.ts";
import { addDays } from "../day.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** Contracts say when they deliver, and what leases draw is contracted for as long as they run. */
export function checkContracts(documents: Documents): Finding[] {
  const problems = documents.site.contracts.flatMap(termsProblems);
  // What a contract with mistaken terms was meant to deliver is not known.
  return problems.length > 0 || documents.site.contracts.some(endsBeforeItBegins)
    ? problems
    : uncoveredLeases(documents);
}

function endsBeforeItBegins({ from, to }: Contract): boolean {
  return to !== undefined && to < from;
}

function termsProblems(contract: Contract, index: number): Finding[] {
  const { name, kind, hours, renews, to, takeOrPay, resale } = contract;
  const found = (key: string, message: string) => inSite(["contracts", index, key], message);
  const findings: Finding[] = [];
  if (deliversRoundTheClock(contract)) {
    if (hours !== undefined)
      findings.push(
        found(
          "hours",
          `"${name}" is ${kind}, which delivers round the clock: only off-peak blocks have hours`,
        ),
      );
  } else if (hours === undefined) {
    findings.push(found("kind", `"${name}" is an off-peak block without hours: add hours, as "22:00-06:00"`));
  } else {
    const read = blockHours(hours);
    if ("problem" in read) findings.push(found("hours", read.problem));
  }
  if (renews && to === undefined)
    findings.push(
      found("renews", `"${name}" has no last day after which it could renew: remove renews, or state to`),
    );
  if (resale && !takeOrPay)
    findings.push(
      found(
        "resale",
        `"${name}" sells what it does not draw, but does not pay for it: add takeOrPay: true, or remove resale`,
      ),
    );
  return findings;
}

/**
 * AI racks run round the clock for as long as their lease does, so energy must be contracted for all of it. A site that
 * lists no contract at all leaves them out of the model.
 */
function uncoveredLeases({ site, tenants, catalog }: Documents): Finding[] {
  if (site.contracts.length === 0) return [];
  const loads = leasedLoads(
    site,
    tenants.map(({ value }) => value),
    catalog,
  );
  return coverageGaps(site, loads).map((gap) => {
    const ended = site.contracts.findIndex(
      (contract) =>
        deliversRoundTheClock(contract) &&
        contract.to !== undefined &&
        !contract.renews &&
        addDays(contract.to, 1) === gap.from,
    );
    return ended === -1
      ? inSite(["contracts"], gapText(gap, "contract for more by then, or begin the leases later"))
      : inSite(
          ["contracts", ended, "to"],
          gapText(
            gap,
            `let "${site.contracts[ended]?.name}" renew (renews: true), contract for more from then, or end the leases with it`,
          ),
        );
  });
}

function gapText({ from, to, leased, contracted, tenants }: CoverageGap, remedy: string): string {
  const span = to === undefined ? `from ${from}` : `from ${from} to ${to}`;
  return `${span} leases draw up to ${leased} at the meter (${tenants.join(", ")}), but contracts deliver ${contracted} round the clock: ${leased.minus(contracted)} are not covered; ${remedy}`;
}
