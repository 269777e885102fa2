import type { Allocation } from "../../placement/lock.ts";
import { type Figure, isVerified } from "../../site/figure.ts";
import { groupBy } from "../../site/group-by.ts";
import { continuousPower } from "../../site/hall/circuit.ts";
import { pathNames } from "../../site/schema/power.ts";
import type { PowerNode, Zone } from "../../site/schema/site-document.ts";
import type { Site } from "../../site/site.ts";
import { mostAtOnce } from "./phases.ts";

/** How each zone of a tenant's is fed: what is leased there, what feeds each path from the grid down, and each rack. */
export function handedOverPower(site: Site, allocations: readonly Allocation[]) {
  return [...groupBy(allocations, ({ zone }) => zone)].map(([name, here]) => {
    const zone = site.zone(name);
    const critical = mostAtOnce(here);
    const ratio = zone.ai?.grossToCritical.value ?? 1;
    return {
      zone: name,
      redundancy: zone.redundancy,
      critical,
      gross: critical.times(ratio),
      grossToCritical: ratio,
      interconnects: interconnectsOf(site, zone),
      paths: pathsOf(site, zone),
      rackFeeds: rackFeedsOf(zone),
      rowBusway: zone.ai?.rowBusway && {
        voltage: zone.ai.rowBusway.voltage.value,
        current: zone.ai.rowBusway.current.value,
      },
    };
  });
}

function interconnectsOf(site: Site, zone: Zone) {
  const above = site.powerNetwork.interconnects(zone);
  return site.document.interconnects
    .filter(({ name }) => above.has(name))
    .map(({ name, voltage, gridOperator }) => ({ name, voltage: voltage.value, gridOperator }));
}

/** Each path from the grid down to the zone, with the standby generators that back what is on it. */
function pathsOf(site: Site, zone: Zone) {
  return site.powerNetwork.paths(zone).map((path) => {
    const chain = [...site.powerNetwork.chain(zone, path)].reverse();
    const names = new Set(chain.map(({ name }) => name));
    return {
      path,
      elements: chain.map((node) => elementOf(site, node)),
      generators: site.document.generators
        .filter(({ backs }) => names.has(backs))
        .map(({ name, backs, units, rating, redundancy, start, fuel, installed }) => ({
          name,
          backs,
          units,
          rating: rating.value,
          redundancy,
          start: start?.value,
          fuel: fuel?.value,
          installed,
          verified: areVerified(site, [rating, start, fuel]),
        })),
    };
  });
}

function elementOf(site: Site, node: PowerNode) {
  const { name, kind, units, rating, current, voltage, redundancy, battery, installed } = node;
  return {
    name,
    kind: kind.replaceAll("-", " "),
    units,
    rating: rating?.value,
    current: current?.value,
    voltage: voltage?.value,
    redundancy,
    battery: battery?.value,
    installed,
    verified: areVerified(site, [rating, current, voltage, battery]),
  };
}

function areVerified(site: Site, figures: readonly (Figure<unknown> | undefined)[]): boolean {
  return figures.every((each) => each === undefined || isVerified(each, site.catalog.sources));
}

/** A rack is on two of its zone's paths, or on its only one; the feeds of one path carry it alone. */
function rackFeedsOf({ ai, feeds }: Zone) {
  if (ai?.rackFeeds === undefined) return undefined;
  const { voltage, current, phases, perPath } = ai.rackFeeds;
  const paths = pathNames.filter((path) => feeds[path] !== undefined).length;
  return {
    voltage: voltage.value,
    current: current.value,
    phases,
    perPath,
    paths: Math.min(paths, 2),
    continuous: continuousPower(ai.rackFeeds, phases).times(perPath),
  };
}
