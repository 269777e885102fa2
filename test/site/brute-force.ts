import { addDays, type Day, day } from "../../site/day.ts";
import type { GeneratorPlant, PowerNode, SiteDocument, Zone } from "../../site/schema/site-document.ts";

/** What one element of the power system carries on a day, in watts, after one loss or none. */
export interface ElementLoad {
  readonly at: string;
  readonly kind: "continuous-rating" | "standby-rating" | "restore-inrush";
  /** What is out of service, a unit of a group included; undefined for normal operation. */
  readonly lost: string | undefined;
  readonly load: number;
  readonly capacity: number;
}

/** What a zone draws, in watts: its racks, and its miners with their overhead. */
export interface ZoneWatts {
  readonly critical: number;
  readonly mining: number;
}

type Network = Pick<SiteDocument, "power" | "interconnects" | "zones"> &
  Partial<Pick<SiteDocument, "generators">>;

/** What does not work: one element, or the grid and perhaps a plant. */
interface State {
  readonly lost?: string;
  readonly grid?: "lost";
  readonly missing?: string;
}

/**
 * Loads of all power nodes and generator plants on a day, after everything that may happen: nothing, the loss of a node or
 * an interconnect, of units of a group, of the grid, of the grid and a plant, the return of a group of miners. It walks
 * every way from every zone to the grid, and shares nothing with how the site itself derives its limits.
 */
export function elementLoads(
  site: Network,
  watts: ReadonlyMap<string, ZoneWatts>,
  on: Day = day("2026-06-01"),
): ElementLoad[] {
  const { generators = [] } = site;
  const losses: State[] = [...site.power, ...site.interconnects].map(({ name }) => ({ lost: name }));
  const outages: State[] =
    generators.length === 0
      ? []
      : [{ grid: "lost" }, ...generators.map(({ name }) => ({ grid: "lost" as const, missing: name }))];
  return [
    ...[{}, ...losses, ...outages].flatMap((state) => nodesIn(site, watts, on, state)),
    ...outages.flatMap((state) => plantsIn(site, watts, on, state)),
    ...returning(site, watts, on),
  ];
}

function nodesIn(site: Network, watts: ReadonlyMap<string, ZoneWatts>, on: Day, state: State): ElementLoad[] {
  const loads = loadsIn(site, watts, on, state);
  const normal = state.lost === undefined && state.grid === undefined;
  return site.power
    .filter(({ name }) => name !== state.lost)
    .flatMap((node) =>
      unitsLost(node, normal).map((units) => ({
        at: node.name,
        kind: "continuous-rating" as const,
        lost: units > 0 ? `${units} of ${node.name}` : normal ? undefined : JSON.stringify(state),
        load: loads.get(node.name) ?? 0,
        capacity: there(node, on) ? nameplate(node, node.units - units) * continuous(node) : 0,
      })),
    );
}

function plantsIn(
  { generators = [], ...site }: Network,
  watts: ReadonlyMap<string, ZoneWatts>,
  on: Day,
  state: State,
) {
  const loads = loadsIn({ generators, ...site }, watts, on, state);
  return generators
    .filter(({ name }) => name !== state.missing)
    .flatMap((plant) =>
      unitsLost(plant, state.missing === undefined).map((units) => ({
        at: plant.name,
        kind: "standby-rating" as const,
        lost: `${JSON.stringify(state)} and ${units} units`,
        load: loads.get(plant.backs) ?? 0,
        capacity: there(plant, on)
          ? plant.rating.value.voltAmperes * (plant.powerFactor?.value ?? 0.8) * (plant.units - units)
          : 0,
      })),
    );
}

/** All are back but the last part of each zone of one group, which draws its inrush. */
function returning(site: Network, watts: ReadonlyMap<string, ZoneWatts>, on: Day): ElementLoad[] {
  const groups = new Set(site.zones.flatMap(({ mining }) => mining?.restore?.group ?? []));
  return [...groups].flatMap((group) => {
    const drawn = new Map(
      site.zones.map(({ name, mining }) => {
        const { critical = 0, mining: running = 0 } = watts.get(name) ?? {};
        const restore = mining?.restore?.group === group ? mining.restore : undefined;
        const part = running / (restore?.steps ?? 1);
        return [name, { critical, mining: running - part + part * (restore?.inrush.value ?? 1) }];
      }),
    );
    const loads = loadsIn(site, drawn, on, {});
    return site.power.map((node) => ({
      at: node.name,
      kind: "restore-inrush" as const,
      lost: `group ${group}`,
      load: loads.get(node.name) ?? 0,
      capacity: there(node, on) ? nameplate(node, node.units) : 0,
    }));
  });
}

/** The gross load that may come to each interconnect, each zone at its worst single loss. */
export function interconnectLoads(
  site: Network,
  gross: ReadonlyMap<string, number>,
  on: Day,
): Pick<ElementLoad, "at" | "lost" | "load" | "capacity">[] {
  return site.interconnects.map((interconnect) => {
    let load = 0;
    for (const { name } of site.zones)
      load += (gross.get(name) ?? 0) * (worstShares(site, name, on).get(interconnect.name) ?? 0);
    return { at: interconnect.name, lost: undefined, load, capacity: approved(interconnect, on) };
  });
}

const known = new WeakMap<Network["power"], Map<string, ReadonlyMap<string, number>>>();

/** The most of a zone that may come to each element; looked for once a site, or once a day where equipment comes or goes. */
function worstShares(site: Network, zone: string, on: Day): ReadonlyMap<string, number> {
  const changes = site.power.some(
    ({ installed, removed }) => installed !== undefined || removed !== undefined,
  );
  const shares = known.get(site.power) ?? new Map<string, ReadonlyMap<string, number>>();
  known.set(site.power, shares);
  const key = `${zone} ${changes ? on : ""}`;
  const found = shares.get(key);
  if (found !== undefined) return found;
  const one = new Map([[zone, { critical: 0, mining: 1 }]]);
  const losses: State[] = [{}, ...[...site.power, ...site.interconnects].map(({ name }) => ({ lost: name }))];
  const most = new Map<string, number>();
  for (const state of losses) {
    for (const [name, share] of loadsIn(site, one, on, state))
      most.set(name, Math.max(share, most.get(name) ?? 0));
  }
  shares.set(key, most);
  return most;
}

/** What an interconnect allows on a day: of a ramp the least of the day's month. */
export function approved({ approvals }: SiteDocument["interconnects"][number], on: Day): number {
  const begun = approvals.filter(({ from }) => from <= on).sort((a, b) => (a.from < b.from ? -1 : 1));
  const last = begun.at(-1);
  if (last === undefined || (last.to !== undefined && last.to < on)) return 0;
  const { from, load, ramp } = last;
  if (ramp === undefined) return load.value.watts;
  const length = Date.parse(ramp.by) - Date.parse(from);
  const onDay = (at: Day) => {
    const part = Math.min(1, (Date.parse(at) - Date.parse(from)) / length);
    return load.value.watts + part * (ramp.load.value.watts - load.value.watts);
  };
  if (on >= ramp.by) return ramp.load.value.watts;
  let least = onDay(on);
  for (let at = on; at >= from && at.slice(0, 7) === on.slice(0, 7); at = addDays(at, -1))
    least = Math.min(least, onDay(at));
  for (let at = on; ; at = addDays(at, 1)) {
    least = Math.min(least, onDay(at));
    if (at.slice(0, 7) !== on.slice(0, 7)) return least;
  }
}

/** Loads of all power nodes from what zones draw gross, and after every single loss there can be. */
export function nodeLoads(site: Network, gross: ReadonlyMap<string, number>): ElementLoad[] {
  const watts = new Map([...gross].map(([name, mining]) => [name, { critical: 0, mining }]));
  return elementLoads(site, watts).filter(({ kind }) => kind === "continuous-rating");
}

/** More than rounding explains. */
export function isOver({ load, capacity }: Pick<ElementLoad, "load" | "capacity">): boolean {
  return load - capacity > 1e-9 * Math.max(load, capacity);
}

/** What every element carries in a state, in watts: gross, or of racks what they draw themselves. */
function loadsIn(
  site: Network,
  watts: ReadonlyMap<string, ZoneWatts>,
  on: Day,
  state: State,
): Map<string, number> {
  const loads = new Map<string, number>();
  for (const zone of site.zones) {
    const { critical = 0, mining = 0 } = watts.get(zone.name) ?? {};
    for (const [element, part] of parts(site, zone.feeds, on, state)) {
      const node = site.power.find(({ name }) => name === element);
      const ratio = node !== undefined && criticalOnly(node) ? 1 : (zone.ai?.grossToCritical.value ?? 1);
      loads.set(element, (loads.get(element) ?? 0) + critical * ratio * part);
    }
    if (state.grid === "lost") continue;
    for (const [element, part] of parts(site, zone.mining?.feeds ?? zone.feeds, on, state))
      loads.set(element, (loads.get(element) ?? 0) + mining * part);
  }
  return loads;
}

/** What comes over each element of one unit of load, added up over every way that it takes. */
function parts(site: Network, feeds: Zone["feeds"], on: Day, state: State): [string, number][] {
  const found: [string, number][] = [];
  const walk = (names: readonly string[], part: number) => {
    const working = names.filter((name) => works(site, name, on, state));
    for (const name of working) {
      found.push([name, part / working.length]);
      if (plantOf(site, name, state) === undefined) walk(sourcesOf(site, name, on), part / working.length);
    }
  };
  walk(
    [feeds.A, feeds.B, feeds.C, feeds.D].filter((name) => name !== undefined),
    1,
  );
  return found;
}

function works(site: Network, name: string, on: Day, state: State): boolean {
  if (name === state.lost) return false;
  if (site.interconnects.some((interconnect) => interconnect.name === name)) return state.grid !== "lost";
  if (plantOf(site, name, state) !== undefined) return true;
  return sourcesOf(site, name, on).some((source) => works(site, source, on, state));
}

function plantOf({ generators = [] }: Network, node: string, state: State): GeneratorPlant | undefined {
  if (state.grid !== "lost") return undefined;
  return generators.find(({ name, backs }) => backs === node && name !== state.missing);
}

/** The sources of a node that are there, or all where none is. */
function sourcesOf(site: Network, name: string, on: Day): readonly string[] {
  const all = site.power.find((node) => node.name === name)?.from ?? [];
  const present = all.filter((source) => isFed(site, source, on));
  return present.length > 0 ? present : all;
}

function isFed(site: Network, name: string, on: Day): boolean {
  const node = site.power.find((candidate) => candidate.name === name);
  if (node === undefined) return true;
  return there(node, on) && node.from.some((source) => isFed(site, source, on));
}

function there({ installed, removed }: Pick<PowerNode, "installed" | "removed">, on: Day): boolean {
  return !(installed !== undefined && on < installed) && !(removed !== undefined && on >= removed);
}

/** How many units a group may have lost: none, or where that counts up to as many as it has to spare. */
function unitsLost({ redundancy }: Pick<PowerNode, "redundancy">, counts: boolean): number[] {
  if (!counts || redundancy === "N") return [0];
  return redundancy === "N+1" ? [0, 1] : [0, 1, 2];
}

function nameplate(node: PowerNode, units: number): number {
  const { rating, voltage, current, phases } = node;
  const volts = (voltage?.value.volts ?? 0) * (phases === 3 ? 1.7320508075688772 : 1);
  const each = rating?.value.voltAmperes ?? volts * (current?.value.amperes ?? 0);
  return each * (node.powerFactor?.value ?? 0.95) * units;
}

function continuous(node: PowerNode): number {
  return (node.continuousRating?.value.percent ?? 80) / 100;
}

function criticalOnly({ carries, kind }: PowerNode): boolean {
  return carries === undefined ? ["ups", "busway", "pdu"].includes(kind) : carries === "critical";
}
