import type { Money } from "../money.ts";
import { type CapacityPrice, type Duration, HashPrice } from "../units/index.ts";
import type { AiSide } from "./ai-side.ts";
import { conversionCost, simplePayback, yearsOf } from "./conversion-cost.ts";
import { type Derived, derived } from "./derived.ts";
import type { MiningSide } from "./mining-side.ts";
import { netPerYear, type Yearly } from "./money-per-year.ts";
import type { Terms } from "./terms.ts";
import { daysPerYear } from "./year.ts";

/** A zone as a mine against the same zone as an AI hall, by what each MW earns that it draws at the meter. */
export interface Comparison {
  /** How many times AI's margin is mining's: 0 where AI earns nothing, infinite where only mining earns nothing. */
  readonly aiToMining: Derived<number>;
  /** Undefined where the miners are hosted: their owner's price is no matter of hashprice. */
  readonly breakEvenHashprice: Derived<HashPrice> | undefined;
  /** The same where AI bears each year's part of what the hall costs. */
  readonly breakEvenHashpriceAfterConversion: Derived<HashPrice> | undefined;
  readonly conversionCost: Derived<Money<"USD">>;
  readonly conversionCostPerYear: Yearly;
  /** What AI earns each year beyond the mining that it ends. */
  readonly gainPerYear: Yearly;
  /** Infinite where nothing is gained. */
  readonly payback: Derived<Duration>;
}

export function compare(mining: MiningSide, ai: AiSide, terms: Terms): Comparison {
  const { critical, marginPerYear: aiMargin } = ai;
  const { conversionCost: cost, conversionLife: life } = terms.given;
  const total = derived(
    "cost of the conversion",
    "critical load of the hall × cost of a hall for each MW",
    { rises: { critical, cost } },
    (of) => conversionCost(of.critical, of.cost),
  );
  const perYear: Yearly = derived(
    "a year's part of the conversion",
    "cost of the conversion ÷ time over which it is written off",
    { rises: { total }, falls: { life } },
    (of) => of.total.dividedBy(yearsOf(of.life)),
  );
  const gain = netPerYear("gain by AI", [aiMargin], [mining.marginPerYear]);
  const afterConversion = netPerYear("margin of AI after conversion", [aiMargin], [perYear]);
  return {
    aiToMining: timesAsMuch(ai.marginPerGrossLoad, mining.marginPerGrossLoad),
    breakEvenHashprice: breakEvenHashprice("hashprice at which mining earns as much", aiMargin, ai, mining),
    breakEvenHashpriceAfterConversion: breakEvenHashprice(
      "hashprice at which mining earns as much, the conversion counted",
      afterConversion,
      ai,
      mining,
    ),
    conversionCost: total,
    conversionCostPerYear: perYear,
    gainPerYear: gain,
    payback: derived(
      "simple payback",
      "cost of the conversion ÷ gain by AI",
      { rises: { total }, falls: { gain } },
      (of) => simplePayback(of.total, of.gain),
    ),
  };
}

/** A loss is no multiple of anything: it counts as nothing, on either side. */
function timesAsMuch(ai: Derived<CapacityPrice>, mining: Derived<CapacityPrice>): Derived<number> {
  return derived(
    "AI's margin in multiples of mining's",
    "margin of AI for each MW of gross load ÷ that of mining",
    { rises: { ai }, falls: { mining } },
    (of) => {
      if (of.ai.isNegative || of.ai.isZero) return 0;
      return of.mining.isNegative || of.mining.isZero ? Number.POSITIVE_INFINITY : of.ai.ratioTo(of.mining);
    },
  );
}

/**
 * The hashprice at which the zone earns as much for each MW of gross load as AI does: AI's margin on as much gross load as
 * the miners draw, and what mining costs, by what a dollar of hashprice brings. Zero where mining wins at any.
 */
function breakEvenHashprice(
  name: string,
  aiMargin: Yearly,
  { gross: hall }: AiSide,
  { gross: miners, paidHashrate: paid, ...mining }: MiningSide,
): Derived<HashPrice> | undefined {
  if (paid === undefined) return undefined;
  const asMuch: Yearly = derived(
    `${aiMargin.name} on as much load`,
    `${aiMargin.name} × ${miners.name} ÷ ${hall.name}`,
    { rises: { aiMargin, miners }, falls: { hall } },
    (of) => of.aiMargin.times(of.miners.ratioTo(of.hall)),
  );
  const { energyPerYear, operationsPerYear, demandResponsePerYear } = mining;
  const needed = netPerYear(
    `revenue for ${asMuch.name}`,
    [asMuch, energyPerYear, operationsPerYear],
    demandResponsePerYear === undefined ? [] : [demandResponsePerYear],
  );
  return derived(
    name,
    "that revenue ÷ (hashrate that is paid for × 365 d)",
    { rises: { needed }, falls: { paid } },
    (of) => {
      if (of.needed.isNegative) return HashPrice.zero;
      const perYear = of.needed.amount.dividedBy(of.paid.petahashes);
      return HashPrice.dollarsPerPetahashDay(perYear.dividedBy(daysPerYear).toNumber());
    },
  );
}
