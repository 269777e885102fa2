import { readFileSync } from "node:fs";
import { readEvent } from "../site/curtailment/event.ts";
import type { CurtailmentSignal } from "../site/curtailment/signal.ts";
import { Refusal } from "../site/problem.ts";
import type { Site } from "../site/site.ts";
import type { Duration, EnergyPrice, Power } from "../site/units/index.ts";
import { usualDuration } from "./curtail-options.ts";

/** What asks for load, as the command line says it. */
export interface SignalOptions {
  readonly event?: string;
  readonly target?: Power;
  readonly price?: EnergyPrice;
  readonly at?: string;
  readonly duration?: Duration;
}

/**
 * The signal that options mean.
 *
 * @param at when a call comes that does not say so itself, in milliseconds since the epoch.
 * @throws Refusal where an event cannot be read or followed.
 */
export function signalOf(site: Site, at: number, options: SignalOptions): CurtailmentSignal {
  const { event, target, price, duration = usualDuration } = options;
  if (event !== undefined) {
    return readEvent(textOf(event, "event"), event, {
      site: site.name,
      zones: site.zones.map(({ name }) => name),
      programmes: site.document.demandResponse.map(({ name, obligation }) => ({
        name,
        obligation: obligation.value,
      })),
      ...(options.at === undefined ? {} : { now: at }),
    });
  }
  const base = { programme: undefined, zones: [] };
  if (target !== undefined) {
    const request = { kind: "shed" as const, power: target };
    return { ...base, name: `target of ${target}`, intervals: [{ start: at, duration, request }] };
  }
  if (price === undefined) throw new Error("no option says what is asked");
  const request = { kind: "price" as const, price };
  return { ...base, name: `price of ${price}`, intervals: [{ start: at, duration, request }] };
}

/**
 * The text of a file that an option names.
 *
 * @throws Refusal, not in the words of the operating system, where it cannot be read.
 */
export function textOf(file: string, what: "event" | "prices"): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = `cannot be read (${"code" in error ? error.code : error.message}): name a file of ${what === "event" ? "an OpenADR 3 event, as JSON" : "hourly prices, as CSV"}`;
    throw new Refusal(`There ${what === "event" ? "is no event" : "are no prices"} to read.`, [
      { where: file, message },
    ]);
  }
}
