import { type Day, day } from "../day.ts";
import { Money } from "../money.ts";
import { Power } from "../units/index.ts";

/** A lease of a mining company's site to an AI tenant, as far as it is public. */
export interface PublishedLease {
  readonly landlord: string;
  readonly tenant: string;
  /** All that the tenant pays within the first term. */
  readonly total: Money<"USD">;
  readonly years: number;
  readonly power: Power;
  /** What the power is of: critical load but for one. */
  readonly of: "critical" | "gross";
  readonly asOf?: Day | undefined;
  readonly url?: string | undefined;
}

const billions = (value: number) => Money.usd(value).times(1e9);
const megawatts = (value: number) => Power.megawatts(value);

/**
 * What the assumed price of a lease rests on. From press and releases read second-hand, none of it verified; the amounts are
 * rounded as published, so a price is right to about 2 %.
 */
export const publishedLeases: readonly PublishedLease[] = [
  {
    landlord: "TeraWulf",
    tenant: "Fluidstack",
    total: billions(3.7),
    years: 10,
    power: megawatts(200),
    of: "critical",
    asOf: day("2025-08-14"),
    url: "https://blockspace.media/insight/terawulf-signs-10-year-200-mw-hosting-deals-google-takes-8-stake",
  },
  {
    landlord: "Galaxy",
    tenant: "CoreWeave",
    total: billions(1), // a year
    years: 1,
    power: megawatts(526),
    of: "critical",
  },
  {
    landlord: "Hut 8",
    tenant: "Fluidstack for Anthropic",
    total: billions(7),
    years: 15,
    power: megawatts(245),
    of: "critical",
  },
  {
    landlord: "Applied Digital",
    tenant: "CoreWeave",
    total: billions(11),
    years: 15,
    power: megawatts(400),
    of: "critical",
  },
  {
    landlord: "Cipher, Barber Lake",
    tenant: "Fluidstack",
    total: billions(3),
    years: 10,
    power: megawatts(168),
    of: "critical",
  },
  {
    landlord: "Core Scientific",
    tenant: "CoreWeave",
    total: billions(8.7),
    years: 12,
    power: megawatts(500),
    of: "critical",
  },
  {
    landlord: "Riot",
    tenant: "AMD",
    total: billions(0.311),
    years: 10,
    power: megawatts(25),
    of: "critical",
    asOf: day("2026-01-16"),
    url: "https://www.stocktitan.net/news/RIOT/riot-announces-fee-simple-acquisition-of-land-and-first-data-center-lifxve642vej.html",
  },
  {
    landlord: "Cipher, Black Pearl",
    tenant: "Amazon Web Services",
    total: billions(5.5),
    years: 15,
    power: megawatts(300),
    of: "gross",
  },
];
