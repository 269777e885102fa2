import { z } from "zod";
import { charge } from "./charges.ts";
import { closed } from "./closed.ts";
import { curtailment, hashrateOwner } from "./curtailment.ts";
import { backend, cluster, nodeNames, topologyProfiles } from "./delivery.ts";
import { economics } from "./economics.ts";
import { fabric } from "./fabric.ts";
import { fleetQueues } from "./fleet-queues.ts";
import { minerModel, poolSet, serviceNodes } from "./mining.ts";
import { monitoring } from "./monitoring.ts";
import { siteNetwork } from "./networks.ts";
import { objectPatch } from "./object-patch.ts";
import { placementWeights } from "./placement.ts";
import { policies } from "./policies.ts";
import { contract, demandResponse, generatorPlant, interconnect, powerNode } from "./power.ts";
import { powerService } from "./power-service.ts";
import { rackType } from "./rack-type.ts";
import { day, name, text, version } from "./values.ts";
import { zone } from "./zone.ts";

/** A publication or record that figures cite. */
const source = closed({
  title: text,
  url: text.optional(),
  asOf: day.optional(),
  verified: z.boolean().describe("Whether somebody checked what it says against the thing itself."),
});

/** `site.yaml`: everything about a site but its tenants. */
export const siteDocument = closed({
  version,
  name,
  title: text.optional(),
  operator: text.optional(),
  fleet: text
    .regex(/^[^/\\]/, { error: "must be a path relative to site.yaml, such as ../fleet" })
    .optional()
    .describe("The folder of the fleet.yaml whose shared entries lie below this document, relative to it."),
  location: closed({ country: text, region: text.optional(), timeZone: text }).optional(),
  effectiveDate: day.describe(
    "The day that is synthesized: move it forward, in a pull request, to roll out the next phase.",
  ),
  sources: z.record(name, source).default({}),
  interconnects: z.array(interconnect).min(1, { error: "a site needs at least one interconnect" }),
  contracts: z.array(contract).default([]),
  charges: z.array(charge).default([]).describe("What power costs besides its energy."),
  demandResponse: z.array(demandResponse).default([]),
  curtailment: curtailment.optional(),
  hashrateOwners: z
    .array(hashrateOwner)
    .default([])
    .describe("Customers whose miners the site hosts: what `owner` of a zone or a pool set names."),
  economics: economics.optional(),
  power: z.array(powerNode).default([]),
  generators: z.array(generatorPlant).default([]),
  zones: z.array(zone).min(1, { error: "a site needs at least one zone" }),
  rackTypes: z.array(rackType).default([]).describe("Rack types beside those of the catalog."),
  minerModels: z.array(minerModel).default([]).describe("Miner models beside those of the catalog."),
  fabrics: z.array(fabric).default([]),
  networks: z.array(siteNetwork).default([]).describe("The site's networks beside its fabrics."),
  powerService: powerService
    .optional()
    .describe("What a power service such as NVIDIA DPS is told of the racks."),
  poolSets: z.array(poolSet).default([]),
  serviceNodes: z.array(serviceNodes).default([]),
  monitoring: monitoring.optional().describe("What watches the mining proxies."),
  clusters: z
    .array(cluster)
    .default([])
    .describe("Default: one for everything, whose context is the site's name."),
  fleetQueues,
  topologyLabels: z.enum(topologyProfiles).default("busbar"),
  nodeNames: nodeNames
    .prefault({})
    .describe("What the site's nodes are called in their clusters, where they have names of their own."),
  placement: placementWeights
    .prefault({})
    .describe("What counts how much where racks could stand in more than one place."),
  policies: policies
    .optional()
    .describe("How the site is judged by rules beyond what must always hold: see docs/policies.md."),
  objects: z
    .array(objectPatch)
    .optional()
    .describe(
      "Changes of single objects that are no tenant's, for what no other key says; policies judge the result.",
    ),
  backend: backend.default({ kind: "local", directory: "." }),
});

export type SiteDocument = z.output<typeof siteDocument>;
export type SiteInput = z.input<typeof siteDocument>;
export type Zone = SiteDocument["zones"][number];
export type PowerNode = SiteDocument["power"][number];
export type GeneratorPlant = SiteDocument["generators"][number];
export type Interconnect = SiteDocument["interconnects"][number];
export type DemandResponse = SiteDocument["demandResponse"][number];
export type RackType = SiteDocument["rackTypes"][number];
export type MinerModel = SiteDocument["minerModels"][number];
export type FabricDocument = SiteDocument["fabrics"][number];
export type PoolSet = SiteDocument["poolSets"][number];
export type Cluster = SiteDocument["clusters"][number];
