import { type Day, day } from "../site/day.ts";
import { hourGrid } from "../site/energy/hour-grid.ts";
import type { PriceSeries } from "../site/energy/price-series.ts";

/**
 * A year of hourly prices with the shape of a market of much wind and sun: a base of some 25 $/MWh that is dearer on
 * summer evenings and winter mornings, windy spring and autumn nights below zero, and a few scarce hours that rise to the
 * market's cap of 5,000 $/MWh. Invented, and the same each time for the same year and seed: for measuring and tests.
 */
export function priceYear(timeZone: string, year: number, seed = 1): PriceSeries {
  const grid = hourGrid(timeZone, day(`${year}-01-01`), day(`${year}-12-31`));
  const chance = chances(seed);
  const prices = new Float64Array(grid.count);
  for (const { day: on, first, end } of grid.days) {
    const wind = chance();
    const scarce = chance() < scarcityOf(on);
    for (let hour = first; hour < end; hour += 1) {
      const local = grid.localHour(hour);
      const usual = seasonal(on) * daily(on, local) + 6 * (chance() - 0.5);
      const windy = isWindy(on) && wind > 0.6 && (local < 6 || local > 22) ? -45 * (wind - 0.5) : 0;
      const spike = scarce && local >= 17 && local <= 20 ? 300 + 6000 * chance() ** 2 : 0;
      prices[hour] = Math.round(100 * Math.min(5000, usual + windy + spike)) / 100;
    }
  }
  return { grid, dollarsPerMegawattHour: prices, name: "invented" };
}

/** The same as a file that the command line reads. */
export function priceFile({ grid, dollarsPerMegawattHour }: PriceSeries): string {
  const lines = Array.from(dollarsPerMegawattHour, (price, hour) => {
    const time = new Date(grid.startMs + hour * 3_600_000).toISOString().slice(0, 16);
    return `${time}Z,${price}`;
  });
  return `time,price ($/MWh)\n${lines.join("\n")}\n`;
}

function monthOf(on: Day): number {
  return Number(on.slice(5, 7));
}

function isWindy(on: Day): boolean {
  return [3, 4, 5, 10, 11].includes(monthOf(on));
}

function isSummer(on: Day): boolean {
  return [6, 7, 8, 9].includes(monthOf(on));
}

function seasonal(on: Day): number {
  return isSummer(on) ? 33 : isWindy(on) ? 20 : 27;
}

/** Summer peaks as the sun sets, winter twice a day. */
function daily(on: Day, hour: number): number {
  if (hour < 6) return 0.6;
  if (isSummer(on)) return hour >= 16 && hour <= 21 ? 1.9 : 0.9;
  return (hour >= 6 && hour <= 9) || (hour >= 18 && hour <= 21) ? 1.4 : 0.85;
}

/** The share of days on which capacity is short for some hours. */
function scarcityOf(on: Day): number {
  return isSummer(on) ? 0.12 : monthOf(on) <= 2 ? 0.06 : 0.01;
}

/** Numbers from 0 to 1 as if by chance, the same for the same seed (mulberry32). */
function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
