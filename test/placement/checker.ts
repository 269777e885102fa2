import type { Allocation, LockedTenant } from "../../placement/lock.ts";
import type { Placement } from "../../placement/place.ts";
import { addDays, type Day } from "../../site/day.ts";
import { overloads } from "../../site/power/flow.ts";
import type { FabricDocument, RackType, Zone } from "../../site/schema/site-document.ts";
import type { TenantDocument } from "../../site/schema/tenant-document.ts";
import type { Site } from "../../site/site.ts";
import { Power } from "../../site/units/index.ts";
import { interconnectLoads, isOver, nodeLoads } from "../site/brute-force.ts";

/**
 * Everything that is wrong with a placement, found without any of the code that makes placements: it reads the
 * documents and the lock, and counts by itself, day by day.
 */
export function violations(site: Site, placement: Placement): string[] {
  return [
    ...placement.tenants.flatMap((tenant) => leaseViolations(site, tenant)),
    ...missingTenants(site, placement),
    ...changeDays(site).flatMap((on) => dayViolations(site, placement, on)),
    ...overloads(site, (on) => criticalOn(placement, on)).map(
      ({ limit, from }) => `${limit.at} is overloaded with ${limit.scenario} from ${from}`,
    ),
    ...identifierViolations(site, placement),
  ];
}

type Demand = TenantDocument["demand"][number];

/** Whatever a placement holds starts, ends or changes on one of these. */
function changeDays(site: Site): Day[] {
  const days = new Set<Day>();
  for (const { approvals } of site.document.interconnects) for (const { from } of approvals) days.add(from);
  for (const { states } of site.zones) for (const { from } of states) days.add(from);
  for (const { lease, demand, options } of site.tenants) {
    for (const { from, to } of [...demand, ...options]) {
      days.add(from ?? lease.from);
      days.add(addDays(to ?? lease.to, 1));
    }
  }
  return [...days].sort();
}

function missingTenants(site: Site, { tenants }: Placement): string[] {
  const placed = tenants.map(({ tenant }) => tenant);
  const wanted = site.tenants.map(({ name }) => name).sort();
  return placed.join() === wanted.join() ? [] : [`the tenants are ${placed}, not ${wanted}`];
}

// --- Each tenant by itself: it has what it asked for, where it may stand.

function leaseViolations(site: Site, locked: LockedTenant): string[] {
  const tenant = site.tenants.find(({ name }) => name === locked.tenant);
  if (tenant === undefined) return [`${locked.tenant} is no tenant of the site`];
  const live = tenant.options.filter(({ until }) => site.document.effectiveDate <= until);
  const found = [...tenant.demand, ...live].flatMap((demand) => {
    const list = live.some(({ name }) => name === demand.name) ? (locked.options ?? []) : locked.allocations;
    const allocations = list.filter((allocation) => allocation.demand === demand.name);
    return demandViolations(site, tenant, demand, allocations).map(
      (text) => `${tenant.name}/${demand.name}: ${text}`,
    );
  });
  const known = tenant.demand.map(({ name }) => name);
  const stray = locked.allocations.filter(({ demand }) => !known.includes(demand));
  const strayOptions = (locked.options ?? []).filter(
    ({ demand }) => !live.some(({ name }) => name === demand),
  );
  return [
    ...found,
    ...stray.map(({ demand }) => `${tenant.name} has no demand ${demand}`),
    ...strayOptions.map(({ demand }) => `${tenant.name} has no option ${demand}`),
    ...relationViolations(site, [...tenant.demand, ...live], held(locked)),
  ];
}

/** All that a tenant has, leased or held for it. */
function held({ allocations, options = [] }: LockedTenant): readonly Allocation[] {
  return [...allocations, ...options];
}

type FailureDomain = Demand["near"][number]["domain"];

/** The names of the failure domains of a kind that a zone is in, off the documents. */
function domainNames(site: Site, zoneName: string, kind: FailureDomain): string[] {
  const zone = site.zones.find(({ name }) => name === zoneName);
  if (zone === undefined) return [];
  if (kind === "zone") return [zone.name];
  if (kind === "hall") return [zone.hall ?? `zone ${zone.name}`];
  const above = Object.values(zone.feeds).flatMap((feed) => everythingAbove(site, feed ?? ""));
  if (kind === "interconnect") {
    return above.filter((name) => site.document.interconnects.some((grid) => grid.name === name));
  }
  return above.filter((name) => site.document.power.some((node) => node.name === name && node.kind === kind));
}

function everythingAbove(site: Site, feed: string): string[] {
  const node = site.document.power.find(({ name }) => name === feed);
  return [feed, ...(node?.from ?? []).flatMap((source) => everythingAbove(site, source))];
}

function relationViolations(
  site: Site,
  demands: readonly Demand[],
  allocations: readonly Allocation[],
): string[] {
  const of = (name: string) => allocations.filter(({ demand }) => demand === name);
  const meet = (a: Allocation, b: Allocation, kind: FailureDomain) => {
    const others = domainNames(site, b.zone, kind);
    return domainNames(site, a.zone, kind).some((name) => others.includes(name));
  };
  return demands.flatMap(({ name, spread, apartFrom, near, rackType }) => {
    const own = of(name);
    const apart = apartFrom
      .filter(({ demand, domain }) => own.some((a) => of(demand).some((b) => meet(a, b, domain))))
      .map(({ demand }) => `${name} is not apart from ${demand}`);
    const far = near
      .filter(({ demand, domain }) => own.some((a) => !of(demand).some((b) => meet(a, b, domain))))
      .map(({ demand }) => `${name} is not near ${demand}`);
    if (spread === undefined) return [...apart, ...far];
    const unit = site.rackType(rackType).scaleUp?.racks.value ?? 1;
    const total = own.reduce((sum, { racks }) => sum + racks, 0);
    const most = Math.ceil(total / unit / spread.into) * unit;
    const names = new Set(own.flatMap(({ zone }) => domainNames(site, zone, spread.over)));
    const crowded = [...names].filter((domain) => {
      const here = own.filter(({ zone }) => domainNames(site, zone, spread.over).includes(domain));
      return here.reduce((sum, { racks }) => sum + racks, 0) > most;
    });
    return [...apart, ...far, ...crowded.map((domain) => `${name} has more than ${most} racks on ${domain}`)];
  });
}

function demandViolations(
  site: Site,
  { lease }: TenantDocument,
  demand: Demand,
  allocations: readonly Allocation[],
): string[] {
  const type = site.rackType(demand.rackType);
  const domain = type.scaleUp?.racks.value ?? 1;
  const racks = allocations.reduce((sum, allocation) => sum + allocation.racks, 0);
  const watts = allocations.reduce((sum, { critical }) => sum + critical.watts, 0);
  const wanted = demand.critical?.value.watts ?? (demand.racks ?? 0) * type.power.value.watts;
  const problems: string[] = [];
  if (demand.racks !== undefined && racks !== demand.racks)
    problems.push(`${racks} racks, not ${demand.racks}`);
  // Each part is rounded to a watt.
  if (Math.abs(watts - wanted) > allocations.length) problems.push(`${watts} W, not ${wanted} W`);
  if (watts / racks > type.power.value.watts * (1 + 1e-6))
    problems.push("a rack draws more than its type does");
  if ((racks - domain) * type.power.value.watts >= wanted) problems.push("more racks than it needs");
  if (demand.fabric === "one" && new Set(allocations.map(({ fabric }) => fabric)).size > 1) {
    problems.push("on more than one fabric");
  }
  const [from, to] = [demand.from ?? lease.from, demand.to ?? lease.to];
  for (const allocation of allocations) {
    if (allocation.from !== from || allocation.to !== to) problems.push("for other days than leased");
    problems.push(...allocationViolations(site, demand, type, allocation));
  }
  return problems;
}

function allocationViolations(site: Site, demand: Demand, type: RackType, allocation: Allocation): string[] {
  const zone = site.zones.find(({ name }) => name === allocation.zone);
  if (zone?.ai === undefined) return [`stands in ${allocation.zone}, which is no AI hall`];
  const problems: string[] = [];
  const say = (wrong: boolean, text: string) => {
    if (wrong) problems.push(`${text} in ${zone.name}`);
  };
  const positions = positionNumbers(zone, allocation.positions);
  const domain = type.scaleUp?.racks.value ?? 1;
  say(allocation.rackType !== demand.rackType, "another rack type");
  say(positions.length !== allocation.racks, "as many positions as racks are not there");
  say(
    positions.some((position) => Number.isNaN(position)),
    "a position that is not there",
  );
  say(!wholeDomains(positions, domain), `a domain of ${domain} racks is split`);
  say(type.mass.value.kilograms > zone.ai.rackMass.value.kilograms, "too heavy");
  say(demand.zones !== undefined && !demand.zones.includes(zone.name), "not where it may stand");
  say(demand.redundancy === "2N" && zone.redundancy === "N", "not on 2N power");
  say(demand.redundancy === "2N" && !(zone.feeds.A && zone.feeds.B), "not on two paths");
  // Ready when it starts, and no other state begins until its last day.
  const begun = zone.states.filter(({ from }) => from <= allocation.from);
  const during = zone.states.filter(({ from }) => from > allocation.from && from <= allocation.to);
  say(begun.at(-1)?.state !== "ai-ready" || during.length > 0, "not AI-ready throughout");
  for (const path of ["A", "B", "C"] as const) {
    const expected = chain(site, zone.feeds[path]).join();
    say((allocation.paths[path] ?? []).join() !== expected, `path ${path} is not what feeds it`);
  }
  problems.push(...fabricViolations(site, demand, type, allocation));
  return problems;
}

function fabricViolations(site: Site, demand: Demand, type: RackType, allocation: Allocation): string[] {
  if (demand.fabric === "none" || type.fabric === undefined) {
    return allocation.fabric === undefined ? [] : ["on a fabric that it does not need"];
  }
  const fabric = site.document.fabrics.find(({ name }) => name === allocation.fabric);
  if (fabric === undefined) return ["on no fabric"];
  return [
    ...(fabric.zones.includes(allocation.zone) ? [] : [`${fabric.name} does not reach ${allocation.zone}`]),
    ...(type.fabric.kinds.includes(fabric.kind) ? [] : [`cannot be joined by ${fabric.kind}`]),
  ];
}

/** Position numbers of ranges such as `r01-r02p03-p05`, counted along the rows; NaN for what is not in the zone. */
function positionNumbers(zone: Zone, ranges: readonly string[]): number[] {
  const [rows, places] = [zone.ai?.rows.value ?? 0, zone.ai?.positionsPerRow.value ?? 0];
  return ranges.flatMap((range) => {
    const [rowText = "", placeText = ""] = range
      .slice(1)
      .split("p", 1)
      .concat(range.slice(range.indexOf("p")));
    const between = (text: string) => {
      const [first = Number.NaN, last = first] = text
        .split("-")
        .map((end) => Number(end.replace(/^[rp]/, "")));
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    };
    return between(rowText).flatMap((row) =>
      between(placeText).map((place) =>
        row >= 1 && row <= rows && place >= 1 && place <= places ? (row - 1) * places + place : Number.NaN,
      ),
    );
  });
}

/** Whether positions are made up of runs of a domain's length, each of neighbours. */
function wholeDomains(positions: readonly number[], domain: number): boolean {
  const sorted = [...positions].sort((a, b) => a - b);
  return (
    sorted.length % domain === 0 &&
    sorted.every((position, index) => index % domain === 0 || position === (sorted[index - 1] ?? 0) + 1)
  );
}

function chain(site: Site, feed: string | undefined): string[] {
  const node = site.document.power.find(({ name }) => name === feed);
  return node === undefined ? [] : [node.name, ...chain(site, node.from[0])];
}

// --- All tenants together, on one day.

/** Parts of a placement that stand on a day, with the rack type of each. */
function standingOn(site: Site, { tenants }: Placement, on: Day) {
  return tenants
    .flatMap((locked) => held(locked).map((allocation) => ({ tenant: locked.tenant, ...allocation })))
    .filter(({ from, to }) => from <= on && on <= to)
    .map((allocation) => ({ ...allocation, type: site.rackType(allocation.rackType) }));
}

function criticalOn({ tenants }: Placement, on: Day): Map<string, Power> {
  const loads = new Map<string, Power>();
  for (const { zone, critical, from, to } of tenants.flatMap(held)) {
    if (from <= on && on <= to) loads.set(zone, Power.watts((loads.get(zone)?.watts ?? 0) + critical.watts));
  }
  return loads;
}

function dayViolations(site: Site, placement: Placement, on: Day): string[] {
  const standing = standingOn(site, placement, on);
  const gross = new Map<string, number>();
  const problems = site.zones.flatMap((zone) => {
    const here = standing.filter((allocation) => allocation.zone === zone.name);
    const critical = here.reduce((sum, allocation) => sum + allocation.critical.watts, 0);
    gross.set(zone.name, critical * (zone.ai?.grossToCritical.value ?? 0) + miningWatts(site, zone, on));
    return zoneViolations(zone, here).map((text) => `${zone.name} on ${on}: ${text}`);
  });
  const overloaded = [
    ...nodeLoads(site.document, gross),
    ...interconnectLoads(site.document, gross, on),
  ].filter(isOver);
  const ports = site.document.fabrics.flatMap((fabric) => {
    const used = standing
      .filter((allocation) => allocation.fabric === fabric.name)
      .reduce((sum, { type, racks }) => sum + racks * (type.fabric?.ports.value ?? 0), 0);
    const existing = fabric.leaves.count.value * fabric.leaves.downlinks.value;
    return used > existing ? [`${fabric.name} on ${on}: ${used} of ${existing} ports`] : [];
  });
  return [
    ...problems,
    ...overloaded.map(
      ({ at, lost, load, capacity }) => `${at} on ${on} without ${lost}: ${load} of ${capacity} W`,
    ),
    ...ports,
  ];
}

function miningWatts(site: Site, zone: Zone, on: Day): number {
  const state = zone.states.filter(({ from }) => from <= on).at(-1)?.state;
  if (zone.mining === undefined || (state !== "mining" && state !== "draining")) return 0;
  const watts = zone.mining.asics.map(
    ({ model, count }) => site.minerModel(model).power.value.watts * count.value,
  );
  return watts.reduce((sum, each) => sum + each, 0) * (1 + zone.mining.overhead.value.percent / 100);
}

function zoneViolations(zone: Zone, here: ReturnType<typeof standingOn>): string[] {
  if (zone.ai === undefined) return here.length > 0 ? ["racks stand in a zone that is no hall"] : [];
  const problems: string[] = [];
  const positions = here.flatMap((allocation) => positionNumbers(zone, allocation.positions));
  if (new Set(positions).size < positions.length) problems.push("a position is given twice");
  const total = (share: (allocation: (typeof here)[number]) => number) =>
    here.reduce((sum, allocation) => sum + allocation.critical.watts * share(allocation), 0);
  const liquid = ({ type }: (typeof here)[number]) => type.liquidShare.value.percent / 100;
  const heat = { liquid: total(liquid), air: total((allocation) => 1 - liquid(allocation)) };
  for (const medium of ["air", "liquid"] as const) {
    const group = zone.ai.cooling[medium];
    const units = group === undefined ? 0 : group.redundancy === "N+1" ? group.units - 1 : group.units;
    const removed = units * (group?.unit.value.watts ?? 0);
    if (heat[medium] > removed * (1 + 1e-9) + 1e-3)
      problems.push(`${heat[medium]} W of heat by ${medium}, ${removed} W removed`);
  }
  const built = zone.ai.critical?.value.watts ?? Number.POSITIVE_INFINITY;
  if (total(() => 1) > built * (1 + 1e-9)) problems.push(`${total(() => 1)} W, built for ${built} W`);
  return problems;
}

// --- Identifiers.

function identifierViolations(site: Site, { tenants }: Placement): string[] {
  const networks = tenants.flatMap(({ tenant, networks: own, allocations }) => {
    const used = [...new Set(allocations.flatMap(({ fabric }) => fabric ?? []))].sort();
    const given = own.map(({ fabric }) => fabric);
    return own.map((network) => ({
      tenant,
      allocations,
      mismatch: used.join() !== given.join(),
      ...network,
    }));
  });
  const withoutNetwork = tenants.filter(
    ({ networks: own, allocations }) =>
      own.length === 0 && allocations.some(({ fabric }) => fabric !== undefined),
  );
  const problems = withoutNetwork.map(({ tenant }) => `${tenant} is on a fabric without a network`);
  for (const network of networks) {
    const fabric = site.document.fabrics.find(({ name }) => name === network.fabric);
    if (fabric === undefined) problems.push(`there is no fabric ${network.fabric}`);
    else
      problems.push(...networkViolations(site, fabric, network).map((text) => `${network.tenant}: ${text}`));
    if (network.mismatch) problems.push(`${network.tenant} has other networks than the fabrics it is on`);
  }
  const unique = (what: string, values: readonly (string | number)[]) => {
    if (new Set(values).size < values.length) problems.push(`a ${what} is given twice`);
  };
  unique(
    "VNI",
    networks.map(({ vni }) => vni),
  );
  unique(
    "VRF",
    networks.map(({ vrf }) => vrf),
  );
  unique(
    "ASN",
    networks.map(({ asn }) => asn),
  );
  // A P_Key belongs to one subnet manager, hence to one fabric.
  unique(
    "P_Key",
    networks.flatMap(({ fabric, partitionKey: key }) => (key ? [`${fabric} ${key}`] : [])),
  );
  const blocks = networks.flatMap(({ prefixes }) => prefixes.map(range)).sort((a, b) => a.first - b.first);
  if (blocks.some(({ first }, index) => first <= (blocks[index - 1]?.last ?? -1))) {
    problems.push("prefixes overlap");
  }
  return problems;
}

type Network = LockedTenant["networks"][number] & { readonly allocations: readonly Allocation[] };

function networkViolations(site: Site, fabric: FabricDocument, network: Network): string[] {
  const { pools } = fabric;
  const problems: string[] = [];
  const within = (what: string, value: number, pool: string) => {
    const [first = 0, last = 0] = pool.split("-").map(Number);
    if (!(value >= first && value <= last)) problems.push(`${what} ${value} is outside of ${pool}`);
  };
  within("VNI", network.vni, pools.vni);
  within("ASN", network.asn, pools.asn);
  if (pools.partitionKey !== undefined) within("P_Key", Number(network.partitionKey), pools.partitionKey);
  if (network.vrf !== `vrf-${network.vni}` || network.vrf.length > 15) problems.push(`VRF ${network.vrf}`);
  const pool = range(pools.prefixes);
  const ranges = network.prefixes.map(range);
  if (ranges.some(({ first, last }) => first < pool.first || last > pool.last)) {
    problems.push(`a prefix is outside of ${pools.prefixes}`);
  }
  const addresses = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  const ports = network.allocations
    .filter((allocation) => allocation.fabric === fabric.name)
    .reduce(
      (sum, { racks, rackType }) => sum + racks * (site.rackType(rackType).fabric?.ports.value ?? 0),
      0,
    );
  // Each port is one end of a link, which has two addresses.
  if (addresses < 2 * ports) problems.push(`${addresses} addresses for ${ports} ports`);
  return problems;
}

/** First and last address of a block, as whole numbers. */
function range(cidr: string): { readonly first: number; readonly last: number } {
  const [address = "", length = ""] = cidr.split("/");
  const first = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
  return { first, last: first + 2 ** (32 - Number(length)) - 1 };
}
