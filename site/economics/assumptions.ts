import type { Figure } from "../figure.ts";
import type { Range } from "../range.ts";
import type { EconomicsDocument } from "../schema/economics.ts";
import type {
  BitcoinAmount,
  BitcoinPrice,
  BuildCost,
  CapacityPrice,
  Difficulty,
  Duration,
  EnergyPrice,
  HashPrice,
  Percentage,
} from "../units/index.ts";
import { defaultAssumptions } from "./default-assumptions.ts";

export { type Case, cases } from "./derived.ts";

export type Estimated<T> = Figure<Range<T>>;

/** What money is reckoned with: the site's own figures, and for the rest what the catalog assumes. */
export interface Assumptions {
  /** Only where it is stated: else it follows from the four below. */
  readonly hashprice: Estimated<HashPrice> | undefined;
  readonly difficulty: Estimated<Difficulty>;
  readonly subsidy: Estimated<BitcoinAmount>;
  readonly fees: Estimated<BitcoinAmount>;
  readonly bitcoinPrice: Estimated<BitcoinPrice>;
  readonly poolFee: Estimated<Percentage>;
  readonly firmwareFee: Estimated<Percentage>;
  readonly miningUptime: Estimated<Percentage>;
  readonly miningOperations: Estimated<EnergyPrice>;
  readonly energyIndex: Estimated<EnergyPrice>;
  readonly leasePrice: Estimated<CapacityPrice>;
  readonly leaseOperations: Estimated<CapacityPrice>;
  readonly conversionCost: Estimated<BuildCost>;
  readonly conversionLife: Estimated<Duration>;
}

/** What a hashprice follows from where it is not stated itself. */
export const networkKeys = ["difficulty", "subsidy", "fees", "bitcoinPrice"] as const;

/** The assumptions of a site. */
export function assumptionsOf({
  economics,
}: {
  readonly economics?: EconomicsDocument | undefined;
}): Assumptions {
  const { source: _source, note: _note, ...stated } = economics ?? {};
  const own = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined));
  return { ...defaultAssumptions, ...own };
}
