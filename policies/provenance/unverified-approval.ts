import { assumed, type Figure, isVerified } from "../../site/figure.ts";
import type { Power } from "../../site/units/index.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule, type RuleFinding } from "../rule.ts";

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
      approvals.flatMap(({ from, to, load, ramp }, at) => {
        const next = approvals.map((other) => other.from).filter((other) => other > from);
        const isOver =
          (to !== undefined && to < effectiveDate) || next.some((other) => other <= effectiveDate);
        if (isOver) return [];
        const finding = (figure: Figure<Power>, when: string, ...path: readonly string[]): RuleFinding[] => {
          if (isVerified(figure, site.catalog.sources)) return [];
          const message = `the approval of ${figure.value} for "${name}" ${when} ${saidBy(figure)}: leases are placed on it`;
          return [{ place: inSiteDocument("interconnects", index, "approvals", at, ...path), message }];
        };
        return [
          ...finding(load, `from ${from}`, "load"),
          ...(ramp === undefined ? [] : finding(ramp.load, `by ${ramp.by}`, "ramp", "load")),
        ];
      }),
    );
  },
};

function saidBy({ source }: Figure<Power>): string {
  if (source === undefined) return "is not verified";
  return source === assumed ? "is assumed" : `is what "${source}" says, which nobody verified`;
}
