import { z } from "zod";

// What a synthesis writes to `site-plan.json`, as a review reads it back. Keys that are not named here pass through unread: a
// newer busbar may have written more. Numbers carry their unit in the key.

const kilowatts = z.number();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const load = z.object({
  grossKilowatts: kilowatts,
  miningKilowatts: kilowatts,
  aiKilowatts: kilowatts,
  criticalKilowatts: kilowatts,
  aiCapacityKilowatts: kilowatts,
  curtailableKilowatts: kilowatts,
  miners: z.number(),
  hashratePetahashes: z.number(),
});

const interconnect = z.object({
  name: z.string(),
  gridOperator: z.string(),
  voltageKilovolts: z.number(),
  approvedKilowatts: kilowatts,
  grossKilowatts: kilowatts,
  headroomKilowatts: kilowatts,
});

const obligation = z.object({
  name: z.string(),
  programme: z.string(),
  obligationKilowatts: kilowatts,
});

/** An obligation of any day. */
const programme = obligation.extend({ from: day, to: day.optional() });

const tightest = z.object({
  at: z.string(),
  scenario: z.string(),
  loadKilowatts: kilowatts,
  capacityKilowatts: kilowatts,
  headroomKilowatts: kilowatts,
});

/** A pool as it stands in a group, first one first. Where it is reached, and a digest of the account; never its name. */
const pool = z.object({ url: z.string(), account: z.string().optional() });

const zone = z.object({
  name: z.string(),
  hall: z.string().optional(),
  state: z.string(),
  since: day.optional(),
  next: z.object({ state: z.string(), from: day }).optional(),
  /** Every state it has, by date: the conversion's timeline. */
  states: z.array(z.object({ state: z.string(), from: day })),
  grossKilowatts: kilowatts,
  criticalKilowatts: kilowatts,
  aiCapacityKilowatts: kilowatts,
  racks: z.number(),
  positions: z.number(),
  /** The floor: positions are numbered row by row. Zero where no hall is planned. */
  rows: z.number(),
  positionsPerRow: z.number(),
  /** Names of what feeds it, by path: `{ A: "ut-1a", B: "ut-1b" }`. */
  feeds: z.record(z.string(), z.string()),
  cooling: z.object({ airKilowatts: kilowatts, liquidKilowatts: kilowatts }).optional(),
  miners: z.number(),
  hashratePetahashes: z.number(),
  /** Miner models and how many there are on the day. */
  fleet: z.array(z.object({ model: z.string(), count: z.number() })),
  /** Groups of pools that its miners work for on the day. */
  poolGroups: z.array(
    z.object({ name: z.string(), quotaPercent: z.number().optional(), pools: z.array(pool) }),
  ),
  tenants: z.array(z.string()),
});

const powerNode = z.object({
  name: z.string(),
  kind: z.string(),
  /** What feeds it: an interconnect or other nodes. */
  sources: z.array(z.string()),
  /** Path of a 2N pair that it belongs to. */
  path: z.string().optional(),
  redundancy: z.string().optional(),
  units: z.number().optional(),
  loadKilowatts: kilowatts,
  worstLoadKilowatts: kilowatts,
  worstScenario: z.string(),
  capacityKilowatts: kilowatts.optional(),
  headroomKilowatts: kilowatts.optional(),
  /** The day, from the effective date on, on which it is nearest its rating. What never carries anything has none. */
  peak: z
    .object({
      day,
      scenario: z.string(),
      loadKilowatts: kilowatts,
      capacityKilowatts: kilowatts,
      headroomKilowatts: kilowatts,
    })
    .optional(),
});

const network = z.object({
  fabric: z.string(),
  vni: z.number().optional(),
  vrf: z.string().optional(),
  asn: z.number().optional(),
  partitionKey: z.string().optional(),
  prefixes: z.array(z.string()).optional(),
});

/** Racks of a tenant in a zone, whenever: `positions` are ranges such as `r01p01-p16`. */
const allocation = z.object({
  demand: z.string(),
  zone: z.string(),
  rackType: z.string(),
  racks: z.number(),
  positions: z.array(z.string()),
  criticalKilowatts: kilowatts,
  from: day,
  to: day,
  fabric: z.string().optional(),
});

const tenant = z.object({
  name: z.string(),
  title: z.string().optional(),
  offering: z.string(),
  from: day,
  to: day,
  redundancy: z.string().optional(),
  uptimePercent: z.number().optional(),
  firmness: z.string().optional(),
  priceDollarsPerKilowattMonth: z.number().optional(),
  namespaces: z.array(z.string()),
  /** On the day: nothing, where its lease is still to begin or has ended. */
  racks: z.record(z.string(), z.number()),
  criticalKilowatts: kilowatts,
  zones: z.array(z.string()),
  networks: z.array(network),
  /** On every day. */
  allocations: z.array(allocation),
  /** Racks that are held for it, because it has a right to take them. */
  options: z.array(allocation).optional(),
});

const fabric = z.object({
  name: z.string(),
  kind: z.string(),
  zones: z.array(z.string()),
  leaves: z.number(),
  leafDownlinks: z.number(),
  spines: z.number().optional(),
  scalableUnit: z.number(),
  leafPortsUsed: z.number().optional(),
});

/**
 * A day on which something changes, and what the site is from then on. Days before the effective date are listed as well. Only
 * zones and totals: nodes have their peak.
 */
const dayPlan = z.object({
  day,
  load,
  approvedKilowatts: kilowatts,
  /** Load that has to be there to be shed; what programmes may share counts once. */
  obligationKilowatts: kilowatts,
  tightest: tightest.optional(),
  zones: z.array(
    z.object({
      name: z.string(),
      state: z.string(),
      grossKilowatts: kilowatts,
      criticalKilowatts: kilowatts,
      racks: z.number(),
      miners: z.number(),
      hashratePetahashes: z.number(),
    }),
  ),
});

/** An amount a year, as far as the assumptions behind it reach. */
const amount = z.object({
  low: z.number().nullable(),
  base: z.number().nullable(),
  high: z.number().nullable(),
  verified: z.boolean(),
});

/** What the site earns and costs in a year as it is used on the day. What it has none of is not there. */
const money = z.object({
  hashingDollarsPerYear: amount.optional(),
  hostingDollarsPerYear: amount.optional(),
  leasesDollarsPerYear: amount.optional(),
  demandResponseDollarsPerYear: amount.optional(),
  energyDollarsPerYear: amount.optional(),
  operationsDollarsPerYear: amount.optional(),
  marginDollarsPerYear: amount.optional(),
  /** Tenants with racks whose lease states no price: they count at the price that is assumed for what is not leased. */
  unpriced: z.array(z.string()),
  /** What the numbers rest on, and how much of it nobody has checked. */
  figures: z.object({ total: z.number(), unverified: z.number() }),
});

export const sitePlanDocument = z.object({
  version: z.literal(1),
  site: z.string(),
  title: z.string().optional(),
  operator: z.string().optional(),
  day,
  load,
  interconnects: z.array(interconnect),
  obligations: z.array(obligation),
  tightest: tightest.optional(),
  zones: z.array(zone),
  powerNodes: z.array(powerNode),
  fabrics: z.array(fabric),
  tenants: z.array(tenant),
  upcoming: z.array(
    z.object({
      tenant: z.string(),
      demand: z.string(),
      zone: z.string(),
      racks: z.number(),
      rackType: z.string(),
      criticalKilowatts: kilowatts,
      from: day,
    }),
  ),
  /** Every obligation, whether or not it is in force on the day. An older busbar did not write them. */
  programmes: z.array(programme).optional(),
  days: z.array(dayPlan),
  money,
  figures: z.object({ total: z.number(), unverified: z.number(), assumed: z.number() }),
  /** A digest of every part of the documents, such as `contracts/city-of-denton`. An older busbar did not write them. */
  documents: z.record(z.string(), z.string()).optional(),
});

/** `site-plan.json`: what a site delivers to whom, in site terms. */
export type SitePlanDocument = z.output<typeof sitePlanDocument>;
