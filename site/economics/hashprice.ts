import { type BitcoinAmount, type BitcoinPrice, type Difficulty, HashPrice } from "../units/index.ts";

const secondsPerDay = 86_400;

/** How many hashes find a block on average, for each unit of difficulty: the target of difficulty 1 is 2^224, of 2^256. */
const hashesPerDifficulty = 2 ** 32;

const hashesPerPetahash = 1e15;

/** What a block pays to whoever finds it. */
export interface BlockReward {
  /** New bitcoin: 3.125 since the halving of April 2024, half of it from 2028. */
  readonly subsidy: BitcoinAmount;
  readonly fees: BitcoinAmount;
}

/**
 * What a petahash a second earns in a day before any fee: the blocks that it finds in a day on average × what a block pays
 * × the price of a bitcoin. At difficulty 100 T, 100,000 $/BTC and no fees it is 62.86 $/PH/day.
 */
export function hashprice(difficulty: Difficulty, reward: BlockReward, price: BitcoinPrice): HashPrice {
  const blocks = (hashesPerPetahash * secondsPerDay) / (difficulty.trillions * 1e12 * hashesPerDifficulty);
  return HashPrice.dollarsPerPetahashDay(
    blocks * reward.subsidy.plus(reward.fees).bitcoins * price.dollarsPerBitcoin,
  );
}
