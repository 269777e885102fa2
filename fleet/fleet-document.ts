import { z } from "zod";
import { closed } from "../site/schema/closed.ts";
import { figure, name, quantity, sourced, text, version } from "../site/schema/values.ts";
import { CarbonIntensity } from "./carbon-intensity.ts";
import { manager } from "./multikueue-document.ts";
import { sharedCluster } from "./shared-cluster-document.ts";
import { shared } from "./shared-schema.ts";

/** How far a region is from those whom its AI answers, from near to far. */
export const latencyClasses = ["metro", "regional", "remote"] as const;

export type LatencyClass = (typeof latencyClasses)[number];

/** A part of a grid with one operator and one clock. */
const region = closed({
  name,
  title: text.optional(),
  country: text,
  timeZone: text.describe("Of its sites that state none of their own."),
  gridOperator: text.describe("What every interconnect of its sites names too."),
  latency: z
    .array(z.enum(latencyClasses))
    .default([])
    .describe("The classes that its sites offer: metro is the nearest to those who ask."),
  carbon: figure(quantity(CarbonIntensity))
    .optional()
    .describe("What a kWh of its grid emits, such as 380 g/kWh."),
  constraints: z
    .array(closed({ text, ...sourced }))
    .default([])
    .describe("What its grid does not allow, in words: shown wherever a tenant is looked at there."),
  ...sourced,
});

const owner = closed({ name, title: text.optional() });

const fleetSite = closed({
  name: name.describe("The name that its site.yaml has."),
  folder: text
    .regex(/^[^/\\]/, { error: "must be a path relative to fleet.yaml, such as ../childress" })
    .describe("Relative to fleet.yaml."),
  region: name.describe("An entry of `regions`."),
  owner: name.describe("An entry of `owners`."),
  accepts: closed({
    rackTypes: z.array(name).default([]),
    accelerators: z.array(text).default([]).describe("Models, as the catalog has them."),
  })
    .optional()
    .describe("The racks that may come here, such as custom silicon. Default: all."),
});

/** `fleet.yaml`: the sites of a company, by region, and what they share. */
export const fleetDocument = closed({
  version,
  name,
  title: text.optional(),
  regions: z.array(region).min(1, { error: "a fleet needs at least one region" }),
  owners: z.array(owner).min(1, { error: "a fleet needs at least one owner" }),
  sites: z.array(fleetSite).min(1, { error: "a fleet needs at least one site" }),
  clusters: z
    .array(sharedCluster)
    .default([])
    .describe("Clusters that several sites are in. Default: each site has its own."),
  managers: z
    .array(manager)
    .default([])
    .describe("Clusters with Kueue in which tenants hand in jobs for all of their sites."),
  shared: shared.prefault({}).describe("What lies below the sites' own documents, which go first."),
});

export type FleetDocument = z.output<typeof fleetDocument>;
export type FleetInput = z.input<typeof fleetDocument>;
export type Region = FleetDocument["regions"][number];
export type FleetSiteEntry = FleetDocument["sites"][number];
