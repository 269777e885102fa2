import { assumed, Figure, type Source } from "../figure.ts";
import type { longLeadKinds } from "../schema/conversion.ts";
import type { PowerNode } from "../schema/site-document.ts";
import { Duration } from "../units/index.ts";

export type LongLeadKind = (typeof longLeadKinds)[number];

/** Where the usual lead times come from. */
export const leadTimeSources: Readonly<Record<string, Source>> = {
  "power-transformers-2026": {
    title:
      "POWER, Transformers in 2026, after Wood Mackenzie's survey of Q2 2025: 128 weeks for power transformers, 144 for generator step-up units; distribution transformers 12 to 20 months",
    verified: false,
  },
  "tecfusions-supply-chain": {
    title:
      "TECfusions, Adapting to supply chain constraints: switchgear 12 to 18 months, chillers 12 months and more, generators and UPS into the following year",
    url: "https://tecfusions.com/adapting-to-supply-chain-constraints/",
    verified: false,
  },
  "gridreadiness-switchgear": {
    title: "GridReadiness, Switchgear shortage 2025: high-voltage circuit breakers 24 to 42 months",
    url: "https://www.gridreadiness.com/blog/switchgear-shortage-2025",
    verified: false,
  },
};

/**
 * How long equipment usually takes from its order to the site, where an order does not say. Of a range the middle; of
 * "12 months and more" the 12. Markets move: whoever has an offer writes its lead time into the document.
 */
export const usualLeadTimes: Readonly<Record<LongLeadKind, Figure<Duration>>> = {
  "main-transformer": weeks(128, "power-transformers-2026"),
  "unit-transformer": weeks(70, "power-transformers-2026", "the middle of 12 to 20 months"),
  "high-voltage-breaker": weeks(143, "gridreadiness-switchgear", "the middle of 24 to 42 months"),
  switchgear: weeks(65, "tecfusions-supply-chain", "the middle of 12 to 18 months"),
  generator: weeks(52, "tecfusions-supply-chain", "into the following year"),
  ups: weeks(52, "tecfusions-supply-chain", "into the following year"),
  chiller: weeks(52, "tecfusions-supply-chain", "12 months and more"),
  cdu: weeks(30, assumed),
};

const kindsOfNodes: Readonly<Partial<Record<PowerNode["kind"], LongLeadKind>>> = {
  "main-transformer": "main-transformer",
  "mv-bus": "switchgear",
  "unit-transformer": "unit-transformer",
  switchboard: "switchgear",
  ups: "ups",
};

/** The long-lead equipment that a power node is; undefined for cables, busways and PDUs. */
export function longLeadKindOf({ kind }: Pick<PowerNode, "kind">): LongLeadKind | undefined {
  return kindsOfNodes[kind];
}

function weeks(value: number, source: string, note?: string): Figure<Duration> {
  return new Figure(Duration.weeks(value), { source, verified: false, note });
}
