import type { Figure } from "../figure.ts";
import type { Range } from "../range.ts";
import type { EconomicsDocument } from "../schema/economics.ts";
import { Percentage } from "../units/index.ts";
import { networkKeys } from "./assumptions.ts";

/** An assumption that cannot be, by its key. */
export interface AssumptionProblem {
  readonly key: keyof EconomicsDocument;
  readonly message: string;
}

const whole = Percentage.percent(100);

/** What cannot be of some stated assumptions, whoever states them. That none is negative is a matter of its unit. */
export function assumptionProblems(stated: EconomicsDocument): readonly AssumptionProblem[] {
  const { miningUptime: uptime, difficulty, conversionLife } = stated;
  return [
    ...fee("poolFee", stated.poolFee),
    ...fee("firmwareFee", stated.firmwareFee),
    ...(uptime?.value.high.exceeds(whole)
      ? [cannotBe("miningUptime", uptime.value.high, "miners hash at most 100 % of the time")]
      : []),
    ...aboveZero("miningUptime", uptime, "miners hash for some of the time"),
    ...aboveZero("difficulty", difficulty, "the network's difficulty is above zero"),
    ...aboveZero("conversionLife", conversionLife, "a hall is written off over some time"),
    ...statedTwice(stated),
  ];
}

function cannotBe(key: keyof EconomicsDocument, found: unknown, rule: string): AssumptionProblem {
  return { key, message: `${found} cannot be: ${rule}` };
}

function fee(
  key: keyof EconomicsDocument,
  stated: Figure<Range<Percentage>> | undefined,
): AssumptionProblem[] {
  const most = stated?.value.high;
  return most !== undefined && most.compare(whole) >= 0
    ? [cannotBe(key, most, "a fee leaves something, it is below 100 %")]
    : [];
}

function aboveZero(
  key: keyof EconomicsDocument,
  stated: Figure<Range<{ readonly isZero: boolean }>> | undefined,
  rule: string,
): AssumptionProblem[] {
  return stated?.value.low.isZero ? [cannotBe(key, stated.value.low, rule)] : [];
}

function statedTwice(stated: EconomicsDocument): AssumptionProblem[] {
  const network = networkKeys.filter((key) => stated[key] !== undefined);
  if (stated.hashprice === undefined || network.length === 0) return [];
  const message = `is stated together with ${network.join(", ")}, from which it would follow: state the hashprice, or what it follows from`;
  return [{ key: "hashprice", message }];
}
