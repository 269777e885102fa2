import type { LockedTenant } from "../../placement/lock.ts";
import { type Figure, figuresIn, isVerified } from "../../site/figure.ts";
import type { Zone } from "../../site/schema/site-document.ts";
import type { Site } from "../../site/site.ts";
import { inTenantDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const unverifiedBehindPromise: Rule = {
  id: "provenance/unverified-behind-promise",
  title: "Unverified figures behind a firm promise",
  what: "What powers and cools the zones of a lease that promises uptime, or paths that may be lost, was checked against the thing itself.",
  why: "A lease is signed for years on the strength of ratings and ratios. Where these come from the press, or from nobody, the promise is no better than they are.",
  fix: "Check the nameplates, test reports and settings, and state the figures with their source and verified: true.",
  level: "advisory",
  check: ({ site, lock }) => {
    const promised = site.tenants.filter(
      ({ lease, demand }) =>
        lease.uptime !== undefined || demand.some(({ redundancy }) => redundancy === "2N"),
    );
    if (promised.length === 0) return notApplicable;
    return promised.flatMap(({ name, lease }) => {
      const zones = zonesOf(
        site,
        lock.tenants.find(({ tenant }) => tenant === name),
      );
      const figures = [...new Map(zones.flatMap((zone) => [...figuresBehind(site, zone)]))];
      const unverified = figures.filter(([, figure]) => !isVerified(figure, site.catalog.sources));
      if (unverified.length === 0) return [];
      const promise =
        lease.uptime === undefined ? "paths of which one may be lost" : lease.uptime.value.toString();
      const some = unverified.slice(0, 3).map(([key]) => key);
      const count =
        unverified.length === figures.length
          ? `none of the ${figures.length} figures`
          : `only ${figures.length - unverified.length} of the ${figures.length} figures`;
      const message = `"${name}" is promised ${promise}, but ${count} behind the power and cooling of its zones (${zones.map((zone) => zone.name).join(", ")}) are verified; not verified: ${some.join(", ")}${unverified.length > some.length ? " and others" : ""}`;
      const path = lease.uptime === undefined ? ["demand"] : ["lease", "uptime"];
      return [{ place: inTenantDocument(name, ...path), message }];
    });
  },
};

/** The zones in which a tenant has racks now, or will have. */
function zonesOf(site: Site, locked: LockedTenant | undefined): readonly Zone[] {
  const ahead = (locked?.allocations ?? []).filter(({ to }) => to >= site.document.effectiveDate);
  return [...new Set(ahead.map(({ zone }) => zone))].map((zone) => site.zone(zone));
}

/** The figures that decide what a zone's hall is fed and cooled with, by where they are stated. */
function* figuresBehind(site: Site, zone: Zone): Generator<readonly [key: string, figure: Figure<unknown>]> {
  const { grossToCritical, critical, cooling } = zone.ai ?? {};
  for (const { path, figure } of figuresIn({ grossToCritical, critical, cooling }))
    yield [[zone.name, ...path].join("."), figure];
  for (const feed of site.powerNetwork.paths(zone)) {
    for (const node of site.powerNetwork.chain(zone, feed)) {
      const { name, rating, current, voltage, powerFactor, continuousRating, battery } = node;
      const electrical = { rating, current, powerFactor, continuousRating, battery };
      const own = rating === undefined ? { ...electrical, voltage } : electrical;
      for (const { path, figure } of figuresIn(own)) yield [[name, ...path].join("."), figure];
      for (const { name: plant, backs, ...figures } of site.document.generators) {
        if (backs !== name) continue;
        for (const { path, figure } of figuresIn(figures)) yield [[plant, ...path].join("."), figure];
      }
    }
  }
}
