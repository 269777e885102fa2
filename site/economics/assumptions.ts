import type { Figure } from "../figure.ts";
import type { Range } from "../range.ts";
import type { EconomicsDocument } from "../schema/economics.ts";
import { defaultAssumptions } from "./default-assumptions.ts";

export { type Case, cases } from "./derived.ts";

export type Estimated<T> = Figure<Range<T>>;

type Key = Exclude<keyof EconomicsDocument, "source" | "note">;

/**
 * What money is reckoned with: the site's own figures, and for the rest what the catalog assumes. A hashprice only where it
 * is stated: else it follows from the network and the price.
 */
export type Assumptions = {
  readonly [K in Key]: K extends "hashprice" ? EconomicsDocument[K] : NonNullable<EconomicsDocument[K]>;
};

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
