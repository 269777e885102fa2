import type { Day } from "../day.ts";
import type { DemandResponse } from "../schema/site-document.ts";
import type { Site } from "../site.ts";
import { Power, sum } from "../units/index.ts";
import { derived } from "./derived.ts";
import type { Evidence } from "./evidence.ts";
import { capacityPerYear, totalPerYear, type Yearly } from "./money-per-year.ts";

/** What the programmes in force on a day pay in a year that is all like it: undefined where none pays. */
export function demandResponsePerYear(site: Site, on: Day, evidence: Evidence): Yearly | undefined {
  const payments = site
    .at(on)
    .obligations.flatMap((obligation) => paymentPerYear(obligation, evidence) ?? []);
  return totalPerYear("payments of demand response", payments);
}

function paymentPerYear(obligation: DemandResponse, evidence: Evidence): Yearly | undefined {
  const { name, payment } = obligation;
  if (payment === undefined) return undefined;
  const at = (key: string) => `demandResponse.${name}.${key}`;
  return capacityPerYear(
    `payment of ${name}`,
    evidence.figure(at("obligation"), `obligation of ${name}`, obligation.obligation),
    evidence.figure(at("payment"), `price of ${name}`, payment),
  );
}

/** Each zone's share of them, by the gross load of the mining that may be shed: what makes the obligation possible. */
export function demandResponseShares(site: Site, on: Day, evidence: Evidence): ReadonlyMap<string, Yearly> {
  const payments = demandResponsePerYear(site, on, evidence);
  if (payments === undefined) return new Map();
  const sheddable = site
    .at(on)
    .zones.filter(({ zone, fleet }) => zone.mining?.curtailable === true && !fleet.gross.isZero);
  const all = sum(
    Power.zero,
    sheddable.map(({ fleet }) => fleet.gross),
  );
  return new Map(
    sheddable.map(({ zone, fleet }) => {
      const share = fleet.gross.ratioTo(all);
      const percent = (share * 100).toFixed(1);
      const formula = `payments × ${percent} %, the zone's part of the load that may be shed`;
      return [
        zone.name,
        derived("demand response", formula, { rises: { payments } }, (of) => of.payments.times(share)),
      ];
    }),
  );
}
