import { localTime } from "../site/curtailment/local-time.ts";
import type { CurtailmentPlan, ShedClass } from "../site/curtailment/plan.ts";
import type { Money } from "../site/money.ts";
import type { Hashrate, Power } from "../site/units/index.ts";

/** What a turn is called in tables. */
export const turnNames: Readonly<Record<ShedClass, string>> = {
  "own-mining": "own mining",
  "hosted-mining": "hosted mining",
  "flexible-ai": "AI that waits",
};

/** `72,021`: in kilowatts, as meters and dispatchers count. */
export function kilowatts(power: Power): string {
  return whole(power.kilowatts);
}

export function petahashes(hashrate: Hashrate): string {
  return whole(hashrate.petahashes);
}

/** Whole dollars: what is assumed is not known to the cent. */
export function dollars(money: Money<"USD">): string {
  return `${whole(money.amount.toDecimalPlaces(0).toNumber())} $`;
}

function whole(value: number): string {
  return (Math.round(value) + 0).toLocaleString("en-US");
}

/** Whether a moment is beyond all that anybody plans: the end of an event that has none. */
export function isEndless(ms: number): boolean {
  return ms >= Date.UTC(9000, 0, 1);
}

/** What the site's clocks show, with the date where it is not that of the plan. */
export function clock({ day, timeZone }: CurtailmentPlan, ms: number): string {
  if (isEndless(ms)) return "open";
  const [date = "", time = ""] = localTime(ms, timeZone).split("T");
  return `${date === day ? "" : `${date} `}${time.slice(0, 8)}`;
}
