import { assumed, isVerified } from "../../site/figure.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const unverifiedApproval: Rule = {
  id: "provenance/unverified-approval",
  title: "Load approvals that nobody has seen",
  what: "Each load approval in force, or still to come, is taken from the approval itself.",
  why: "Everything a site may draw hangs on this one number and its day. What a newspaper or a plan says of it is not what the grid operator signed.",
  fix: "Take load and day from the operator's letter or the interconnection agreement, and cite it as a source with verified: true.",
  level: "advisory",
  check: ({ site }) => {
    const { interconnects, effectiveDate } = site.document;
    if (site.tenants.length === 0) return notApplicable;
    return interconnects.flatMap(({ name, approvals }, index) =>
      approvals.flatMap(({ from, to, load }, at) => {
        const next = approvals.map((other) => other.from).filter((other) => other > from);
        const isOver =
          (to !== undefined && to < effectiveDate) || next.some((other) => other <= effectiveDate);
        if (isOver || isVerified(load, site.catalog.sources)) return [];
        const said =
          load.source === assumed
            ? "is assumed"
            : load.source === undefined
              ? "is not verified"
              : `is what "${load.source}" says, which nobody verified`;
        const message = `the approval of ${load.value} for "${name}" from ${from} ${said}: leases are placed on it`;
        return [{ place: inSiteDocument("interconnects", index, "approvals", at, "load"), message }];
      }),
    );
  },
};
