import { compareText } from "../compare-text.ts";
import { type Medium, media } from "../cooling.ts";
import type { Day } from "../day.ts";
import { daysBetween } from "../day.ts";
import type { Figure } from "../figure.ts";
import type { GeneratorPlant, PowerNode, SiteDocument, Zone } from "../schema/site-document.ts";
import type { Duration } from "../units/index.ts";
import { after, before } from "./lead-days.ts";
import { type LongLeadKind, longLeadKindOf, usualLeadTimes } from "./lead-times.ts";
import { firstConversion, neededBy } from "./phases.ts";

/** Equipment that is ordered long before it is needed. */
export interface LongLeadItem {
  readonly name: string;
  /** The zone it is for; undefined for what the power tree shares. */
  readonly zone: string | undefined;
  /** Undefined for cables, busways and the like, which are listed where they have a lead time of their own. */
  readonly kind: LongLeadKind | undefined;
  /** The day it has to be there. */
  readonly neededBy: Day;
  readonly leadTime: Figure<Duration>;
  /** Whether the lead time is what is usual for its kind, since the document has no other. */
  readonly usual: boolean;
  /** The last day to order it. */
  readonly orderBy: Day;
  readonly ordered: Day | undefined;
  /** Ordered: when it arrives by its lead time. */
  readonly arrives: Day | undefined;
  /** `in place` on the site's effective date, `ordered`, or `to order`. */
  readonly status: "in place" | "ordered" | "to order";
  /**
   * By how many days it misses the day it is needed: what is ordered by its arrival; what is not, if it were ordered on
   * the effective date. Zero where it is in time.
   */
  readonly lateDays: number;
}

type Order = NonNullable<PowerNode["order"]>;

/** What stands in a document about one thing that is to be there by a day. */
interface Wanted {
  readonly name: string;
  readonly zone?: Zone;
  readonly kind: LongLeadKind | undefined;
  readonly neededBy: Day | undefined;
  /** Whether the document says that it is there from that day on, and not only that it is needed by then. */
  readonly installed: boolean;
  readonly order: Order | undefined;
}

/** Everything with a lead time that a document wants by a day, the first to be ordered first. */
export function longLeadItems(document: SiteDocument): readonly LongLeadItem[] {
  return [...powerItems(document), ...coolingItems(document), ...needs(document)]
    .flatMap((wanted) => itemOf(wanted, document.effectiveDate) ?? [])
    .sort((a, b) => compareText(a.orderBy, b.orderBy) || compareText(a.name, b.name));
}

function itemOf(wanted: Wanted, today: Day): LongLeadItem | undefined {
  const { name, zone, kind, neededBy, installed, order } = wanted;
  const leadTime = order?.leadTime ?? (kind === undefined ? undefined : usualLeadTimes[kind]);
  if (neededBy === undefined || leadTime === undefined) return undefined;
  const ordered = order?.placed;
  const arrives = ordered === undefined ? undefined : after(ordered, leadTime.value);
  const inPlace = neededBy <= today && (installed || arrives === undefined || arrives <= today);
  const there = arrives ?? after(today, leadTime.value);
  return {
    name,
    zone: zone?.name,
    kind,
    neededBy,
    leadTime,
    usual: order?.leadTime === undefined,
    orderBy: before(neededBy, leadTime.value),
    ordered,
    arrives,
    status: inPlace ? "in place" : ordered === undefined ? "to order" : "ordered",
    lateDays: inPlace ? 0 : Math.max(0, daysBetween(neededBy, there)),
  };
}

function powerItems({ power, generators }: SiteDocument): Wanted[] {
  const item = (one: PowerNode | GeneratorPlant, kind: LongLeadKind | undefined): Wanted => {
    return { name: one.name, kind, neededBy: one.installed, installed: true, order: one.order };
  };
  return [
    ...power.map((node) => item(node, longLeadKindOf(node))),
    ...generators.map((plant) => item(plant, "generator")),
  ];
}

const coolingKinds: Readonly<Record<Medium, LongLeadKind>> = { air: "chiller", liquid: "cdu" };

function coolingItems({ zones }: SiteDocument): Wanted[] {
  return zones.flatMap((zone) =>
    media.flatMap((medium): Wanted[] => {
      const group = zone.ai?.cooling[medium];
      if (group === undefined) return [];
      return [
        {
          name: `${medium} cooling`,
          zone,
          kind: coolingKinds[medium],
          neededBy: group.installed,
          installed: true,
          order: group.order,
        },
      ];
    }),
  );
}

function needs({ zones }: SiteDocument): Wanted[] {
  return zones.flatMap((zone) => {
    const phase = firstConversion(zone);
    return (zone.conversion?.needs ?? []).map(({ name, kind, by, order }): Wanted => {
      const day = by ?? (phase && neededBy(phase));
      return { name, zone, kind, neededBy: day, installed: false, order };
    });
  });
}
