import { addDays, type Day, day, includes, type Period } from "../day.ts";
import type { PowerNode, SiteDocument } from "../schema/site-document.ts";
import { isInService } from "../service-period.ts";
import { Power } from "../units/index.ts";
import type { PowerLimit } from "./limit.ts";
import { PowerNetwork } from "./network.ts";

type Elements = Pick<SiteDocument, "power" | "interconnects">;

/** A network as it is for some time. */
export interface NetworkPeriod extends Partial<Period> {
  readonly network: PowerNetwork;
}

/**
 * What feeds what over time. A node takes no load from a source that is not installed yet, or not any more, as long as it
 * has another one that is there. Where it has none its load stays where it is drawn, and is found on what is not there: the
 * same as with a path of a zone, which may not be missing.
 */
export function networkPeriods(document: Elements, network: PowerNetwork): readonly NetworkPeriod[] {
  if (document.power.every(({ from }) => from.length === 1)) return [{ network }];
  const changes = document.power.flatMap(({ installed, removed }) => [installed ?? [], removed ?? []].flat());
  const starts = [undefined, ...[...new Set(changes)].sort()];
  const periods: (NetworkPeriod & { readonly key: string })[] = [];
  for (const [at, from] of starts.entries()) {
    const power = onDay(document, network, from ?? firstDay);
    const key = JSON.stringify(power.map(({ from: sources }) => sources));
    const next = starts[at + 1];
    const to = next === undefined ? undefined : addDays(next, -1);
    const last = periods.at(-1);
    if (last?.key === key) periods[periods.length - 1] = { ...last, to };
    else {
      const then = new PowerNetwork({ power, interconnects: document.interconnects });
      periods.push({ key, network: then, ...(from === undefined ? {} : { from }), to });
    }
  }
  return periods;
}

const firstDay = day("0001-01-01");

/** The nodes of a day, each with those of its sources that are there, or with all where none is. */
function onDay(document: Elements, network: PowerNetwork, on: Day): PowerNode[] {
  const fed = new Set(document.interconnects.map(({ name }) => name));
  for (const name of [...network.elements].reverse()) {
    const node = network.node(name);
    if (node !== undefined && isInService(node, on) && node.from.some((source) => fed.has(source)))
      fed.add(name);
  }
  return document.power.map((node) => {
    const there = node.from.filter((source) => fed.has(source));
    return there.length === 0 || there.length === node.from.length ? node : { ...node, from: there };
  });
}

const unlimited = Power.gigawatts(Number.POSITIVE_INFINITY);

/** The limits of several periods as one list: each allows anything on the days of the others. */
export function overPeriods(
  periods: readonly NetworkPeriod[],
  limitsOf: (network: PowerNetwork) => readonly PowerLimit[],
): readonly PowerLimit[] {
  const [only] = periods;
  if (only !== undefined && periods.length === 1) return limitsOf(only.network);
  const found = new Map<string, { limit: PowerLimit; periods: NetworkPeriod[] }>();
  for (const period of periods) {
    for (const limit of limitsOf(period.network)) {
      const key = JSON.stringify([limit.at, limit.kind, limit.scenario, [...limit.shares]]);
      const same = found.get(key);
      if (same === undefined) found.set(key, { limit, periods: [period] });
      else same.periods.push(period);
    }
  }
  return [...found.values()].map(({ limit, periods: own }) =>
    own.length === periods.length
      ? limit
      : {
          ...limit,
          capacityOn: (on) => (own.some((period) => isIn(period, on)) ? limit.capacityOn(on) : unlimited),
        },
  );
}

function isIn({ from, to }: NetworkPeriod, on: Day): boolean {
  return includes({ from: from ?? on, to }, on);
}
