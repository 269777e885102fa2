import { media } from "../cooling.ts";
import { addDays, type Day, daysBetween } from "../day.ts";
import { PowerNetwork } from "../power/network.ts";
import type { SiteDocument, Zone } from "../schema/site-document.ts";
import { after } from "./lead-days.ts";
import { firstConversion, neededBy, type Phase, phasesOf } from "./phases.ts";
import { feedNames, Supply } from "./supply.ts";

/** Something that a hall waits for: it is there only after the hall needs it, if the document is right. */
export interface LateItem {
  /** What it is, and on which day it is there, as the begin of a sentence. */
  readonly text: string;
  readonly neededBy: Day;
  readonly delayDays: number;
  /** Where its day stands in the document. */
  readonly path: readonly (string | number)[];
}

/** A phase of a zone that cannot be kept, since something comes too late. */
export interface LatePhase {
  readonly zone: Zone;
  readonly phase: Phase;
  readonly items: readonly LateItem[];
  /** The first day on which the zone could be AI-ready; undefined where no day is planned. */
  readonly possible: Day | undefined;
}

/** Every phase that makes a hall and waits for its feeds, its cooling or what it ordered. */
export function latePhases(document: SiteDocument): readonly LatePhase[] {
  const supply = new Supply(new PowerNetwork(document));
  return document.zones.flatMap((zone, index) =>
    phasesOf(zone).flatMap((phase) => {
      const needed = neededBy(phase);
      if (phase.kind === "mining" || needed === undefined) return [];
      const items = [
        ...lateFeeds(document, supply, zone, needed),
        ...lateCooling(zone, index, needed),
        ...(firstConversion(zone)?.from === phase.from ? lateNeeds(zone, index, needed) : []),
      ];
      if (items.length === 0) return [];
      const delay = Math.max(...items.map(({ delayDays }) => delayDays));
      return [{ zone, phase, items, possible: phase.complete && addDays(phase.complete, delay) }];
    }),
  );
}

function lateFeeds(document: SiteDocument, supply: Supply, zone: Zone, needed: Day): LateItem[] {
  const gaps = feedNames(zone.feeds).flatMap((feed) => supply.gaps(feed, needed));
  return [...new Set(gaps)].flatMap(({ name, installed }) => {
    // What is gone already is no delay: it is reported where it is removed.
    if (installed === undefined || installed <= needed) return [];
    return [
      {
        text: `"${name}" is installed on ${installed}`,
        neededBy: needed,
        delayDays: daysBetween(needed, installed),
        path: ["power", document.power.findIndex((node) => node.name === name), "installed"],
      },
    ];
  });
}

function lateCooling(zone: Zone, index: number, needed: Day): LateItem[] {
  return media.flatMap((medium): LateItem[] => {
    const installed = zone.ai?.cooling[medium]?.installed;
    if (installed === undefined || installed <= needed) return [];
    return [
      {
        text: `the ${medium} cooling is installed on ${installed}`,
        neededBy: needed,
        delayDays: daysBetween(needed, installed),
        path: ["zones", index, "ai", "cooling", medium, "installed"],
      },
    ];
  });
}

/** Only a lead time that the document states makes it impossible; what is usual for a kind may turn out shorter. */
function lateNeeds(zone: Zone, index: number, needed: Day): LateItem[] {
  return (zone.conversion?.needs ?? []).flatMap(({ name, by = needed, order }, at): LateItem[] => {
    if (order?.placed === undefined || order.leadTime === undefined) return [];
    const arrives = after(order.placed, order.leadTime.value);
    if (arrives <= by) return [];
    return [
      {
        text: `"${name}", ordered on ${order.placed} with a lead time of ${order.leadTime.value}, arrives on ${arrives}`,
        neededBy: by,
        delayDays: daysBetween(by, arrives),
        path: ["zones", index, "conversion", "needs", at, "order"],
      },
    ];
  });
}
