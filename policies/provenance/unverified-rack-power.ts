import { isVerified } from "../../site/figure.ts";
import { inTenantDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const unverifiedRackPower: Rule = {
  id: "provenance/unverified-rack-power",
  title: "Racks leased by number whose power nobody verified",
  what: "Where a lease is of racks and not of critical load, the power of their type is what the maker documents.",
  why: "Such a lease takes as much power as its racks turn out to draw. Each percent that the type's figure is off is a percent of the whole lease.",
  fix: "Take the power from the maker's documents or a measured rack, in `rackTypes`; or lease critical load (demand.critical).",
  level: "advisory",
  check: ({ site }) => {
    const leased = site.tenants.flatMap(({ name, demand, lease }) =>
      demand.flatMap(({ racks, critical, rackType, to }, index) =>
        racks === undefined || critical !== undefined || (to ?? lease.to) < site.document.effectiveDate
          ? []
          : [{ name, index, racks, type: site.rackType(rackType) }],
      ),
    );
    if (leased.length === 0) return notApplicable;
    return leased.flatMap(({ name, index, racks, type }) => {
      if (isVerified(type.power, site.catalog.sources)) return [];
      const message = `"${name}" leases ${racks} racks of ${type.name}, whose power of ${type.power.value} nobody verified: ${type.power.value.times(racks)} in all`;
      return [{ place: inTenantDocument(name, "demand", index, "rackType"), message }];
    });
  },
};
