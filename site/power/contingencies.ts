import type { GeneratorPlant, Zone } from "../schema/site-document.ts";
import { type ChangedShares, isMore, type Shares } from "./hardest.ts";
import type { LoadKind, PowerNetwork } from "./network.ts";
import { type Outage, type Supply, shares, suppliesOf } from "./splitting.ts";

/** Something out of service, in words, with the loads of which an element then carries another share than normally. */
export interface Contingency extends ChangedShares {
  readonly text: string;
  readonly outage: Outage;
}

/** What an element carries with all in service, and after every loss that changes that. */
export interface ElementShares {
  readonly normal: Shares;
  readonly contingencies: readonly Contingency[];
}

/** The number of a load: two for each zone, its racks' and its miners'. */
export function columnOf(zone: number, kind: LoadKind): number {
  return 2 * zone + (kind === "ai" ? 0 : 1);
}

/**
 * What each element carries in normal operation, after every single loss of another element, and where there are
 * generators with the grid lost: with all of them, and with each plant not there.
 */
export function elementShares(
  network: PowerNetwork,
  zones: readonly Zone[],
  plants: readonly GeneratorPlant[],
): ReadonlyMap<string, ElementShares> {
  const supplies = zones.flatMap((zone, index) =>
    suppliesOf(zone, network).map((supply) => ({
      ...supply,
      columns: supply.kinds.map((kind) => [columnOf(index, kind), kind] as const),
    })),
  );
  const normal = normalShares(network, supplies);
  const found = new Map<string, Contingency[]>(network.elements.map((name) => [name, []]));
  const add = (all: ReadonlyMap<string, Contingency>) => {
    for (const [name, contingency] of all) found.get(name)?.push(contingency);
    return all;
  };
  for (const loss of singleLosses(network, supplies)) add(contingenciesOf(loss, network, normal));
  if (plants.length > 0) {
    const gridLost = add(contingenciesOf(gridLoss(plants, supplies), network, normal));
    for (const loss of plantLosses(plants, supplies)) add(contingenciesOf(loss, network, normal, gridLost));
  }
  return new Map(
    [...normal].map(([name, own]) => [name, { normal: own, contingencies: found.get(name) ?? [] }]),
  );
}

interface NumberedSupply extends Supply {
  readonly columns: readonly (readonly [column: number, kind: LoadKind])[];
}

interface Loss {
  readonly outage: Outage;
  /** The loads that it may change. */
  readonly concerns: readonly NumberedSupply[];
  /** What is lost, seen from a load that it shifts, by what is carried of that. */
  readonly text: (shifted: Supply, carried: ReadonlyMap<string, number>) => string;
}

function normalShares(
  network: PowerNetwork,
  supplies: readonly NumberedSupply[],
): Map<string, Map<number, number>> {
  const normal = new Map(network.elements.map((name) => [name, new Map<number, number>()]));
  for (const supply of supplies) {
    for (const [name, share] of shares(supply, network))
      for (const [column] of supply.columns) normal.get(name)?.set(column, share);
  }
  return normal;
}

function singleLosses(network: PowerNetwork, supplies: readonly NumberedSupply[]): Loss[] {
  const below = usersOf(supplies);
  return network.elements.map((lost) => ({
    outage: { lost },
    concerns: below.get(lost) ?? [],
    text: ({ feeds }, carried) => {
      const dead = feeds.find(({ name }) => !carried.has(name));
      return dead === undefined ? `${lost} lost` : `path ${dead.path} lost at ${lost}`;
    },
  }));
}

/** Without the grid, mining is shed, and only what generators back is fed. */
function gridLoss(plants: readonly GeneratorPlant[], supplies: readonly NumberedSupply[]): Loss {
  const backed = new Set(plants.map(({ backs }) => backs));
  return { outage: { backed }, concerns: supplies, text: () => "grid lost" };
}

function plantLosses(plants: readonly GeneratorPlant[], supplies: readonly NumberedSupply[]): Loss[] {
  const below = usersOf(supplies);
  return plants.map((missing) => ({
    outage: { backed: new Set(plants.flatMap((plant) => (plant === missing ? [] : [plant.backs]))) },
    concerns: below.get(missing.backs) ?? [],
    text: () => `grid lost and ${missing.name} not there`,
  }));
}

/** The loads that may come over each element. */
function usersOf(supplies: readonly NumberedSupply[]): ReadonlyMap<string, readonly NumberedSupply[]> {
  const users = new Map<string, NumberedSupply[]>();
  for (const supply of supplies) {
    for (const name of supply.above) {
      const others = users.get(name);
      if (others === undefined) users.set(name, [supply]);
      else others.push(supply);
    }
  }
  return users;
}

/**
 * The elements that carry another share of some load after a loss, and what they carry then.
 *
 * @param before What they carry already when it happens, where something else is lost besides. @default - as normally
 */
function contingenciesOf(
  { outage, concerns, text }: Loss,
  network: PowerNetwork,
  normal: ReadonlyMap<string, Shares>,
  before?: ReadonlyMap<string, Contingency>,
): ReadonlyMap<string, Contingency> {
  const found = new Map<string, { text?: string; changed: Map<number, number> }>();
  const gridLost = outage.backed !== undefined;
  for (const supply of concerns) {
    const carried = shares(supply, network, outage);
    for (const name of supply.above) {
      if (name === outage.lost) continue;
      for (const [column, kind] of supply.columns) {
        const share = gridLost && kind === "mining" ? 0 : (carried.get(name) ?? 0);
        const usual = normal.get(name)?.get(column) ?? 0;
        const earlier = before?.get(name)?.changed.get(column) ?? usual;
        // What the loss of the grid leaves is the ground of what else may be lost then, so all of it is kept.
        if (!(gridLost && before === undefined) && !isMore(share, earlier) && !isMore(earlier, share))
          continue;
        const entry = found.get(name) ?? { changed: new Map(before?.get(name)?.changed) };
        entry.changed.set(column, share);
        // A loss is told from a load that it adds here, not from one that it takes away.
        if (gridLost || isMore(share, usual)) entry.text ??= text(supply, carried);
        found.set(name, entry);
      }
    }
  }
  return new Map(
    [...found].map(([name, { text: told = "", changed }]) => [name, { text: told, outage, changed }]),
  );
}
