import type { Day } from "../day.ts";
import type { SiteDocument, Zone } from "../schema/site-document.ts";
import type { Site } from "../site.ts";
import { Duration, Percentage } from "../units/index.ts";
import { failureToStart } from "./reliability.ts";
import { type Supply, supplyOf } from "./supply.ts";

/** The share of time in which a zone's power and cooling are modelled to be up. */
export interface Availability {
  readonly availability: Percentage;
  /** A year of 8760 hours. */
  readonly downtime: Duration;
  /** The element that, were it perfect, would gain the most. */
  readonly weakest: string;
  /** How much less downtime a year that would be. */
  readonly gain: Duration;
  /** What the model takes for granted, as sentences. */
  readonly assumptions: readonly string[];
}

const year = Duration.hours(8760);

/** What the modelled network yields for a zone on a day; by default the day that is synthesized. */
export function zoneAvailability(
  site: Site | { readonly document: SiteDocument },
  zone: Zone,
  on: Day = site.document.effectiveDate,
): Availability {
  const supply = supplyOf(site.document, zone, on);
  const up = supply.elements.map(({ availability }) => availability);
  const { holds, gains } = supply.diagram.probability(supply.up, up);
  const most = Math.max(...gains);
  return {
    availability: Percentage.percent(100 * holds),
    downtime: year.times(1 - holds),
    weakest: supply.elements[gains.indexOf(most)]?.name ?? zone.name,
    gain: year.times(most),
    assumptions: assumptionsOf(site.document, zone, supply),
  };
}

function assumptionsOf(document: SiteDocument, zone: Zone, { elements, unbridged }: Supply): string[] {
  const plants = document.generators.filter(({ name }) => elements.some((element) => element.name === name));
  const start = Number((100 * failureToStart.probability).toFixed(2));
  return [
    "Failures are independent of each other: fire, flood, storms that reach several paths, and errors of people are not in it.",
    "Planned maintenance is done without an outage.",
    "A zone is up or down as a whole: what darkens a part of it counts as if it darkened all.",
    "Failure rates and repair times that the site does not state are averages of IEEE Std 493 as commonly cited, and assumed for UPS, PDUs, generators and cooling; none is verified.",
    ...(zone.ai === undefined
      ? []
      : [
          "Cooling units fail once in ten years and are repaired in 12 hours; the hall has no thermal reserve.",
        ]),
    ...plants.map(
      ({ name }) =>
        `A generator of "${name}" does not start in ${start} % of the calls; fuel is brought while it runs.`,
    ),
    ...unbridged.map(
      (name) => `"${name}" is not counted: no UPS battery that is stated lasts until it carries the load.`,
    ),
  ];
}
