import { Duration } from "../../site/units/index.ts";
import { inTenantDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

const year = Duration.hours(8760);

export const flexibleAgainstUptime: Rule = {
  id: "power/flexible-against-uptime",
  title: "Shedding that the uptime promise does not allow",
  what: "The hours for which a tenant's flexible load may be shed fit into the downtime that its lease allows.",
  why: "A lease that promises uptime and lets the site shed leaves open which holds. Used to the full, the one breaks the other, and the tenant claims credits for calls that it agreed to.",
  fix: "Limit callsPerYear and maximumDuration to the allowed downtime, or except agreed shedding from the uptime promise, and suppress this with the clause as the reason.",
  level: "advisory",
  check: ({ site }) => {
    const both = site.tenants.filter(
      ({ flexible, lease }) => flexible !== undefined && lease.uptime !== undefined,
    );
    if (both.length === 0) return notApplicable;
    return both.flatMap(({ name, flexible, lease }) => {
      if (flexible === undefined || lease.uptime === undefined) return [];
      const allowed = year.times(1 - lease.uptime.value.fraction);
      const { callsPerYear, maximumDuration } = flexible;
      const promise = `"${name}" is promised ${lease.uptime.value}, which allows ${allowed} down a year`;
      if (callsPerYear === undefined) {
        const message = `${promise}, but its flexible load may be shed any number of times`;
        return [{ place: inTenantDocument(name, "flexible"), message }];
      }
      const shed = maximumDuration.value.times(callsPerYear);
      if (!shed.exceeds(allowed)) return [];
      const message = `${promise}, but its flexible load may be shed ${callsPerYear} times for ${maximumDuration.value}, ${shed} in all`;
      return [{ place: inTenantDocument(name, "flexible"), message }];
    });
  },
};
