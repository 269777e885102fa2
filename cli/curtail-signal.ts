import { readEvent } from "../site/curtailment/event.ts";
import type { CurtailmentSignal } from "../site/curtailment/signal.ts";
import type { Site } from "../site/site.ts";
import type { Duration, EnergyPrice, Power } from "../site/units/index.ts";
import { usualDuration } from "./curtail-options.ts";
import { textOfOption } from "./option-file.ts";

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
    const text = textOfOption(event, "There is no event to read.", "a file of an OpenADR 3 event, as JSON");
    return readEvent(text, event, {
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
