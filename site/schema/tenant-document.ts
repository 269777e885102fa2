import { z } from "zod";
import { CapacityPrice, Percentage, Power } from "../units/index.ts";
import { closed } from "./closed.ts";
import { flexibleLoad } from "./curtailment.ts";
import { objectPatch } from "./object-patch.ts";
import { relation, spread } from "./placement.ts";
import { count, day, figure, name, quantity, sourced, text, version } from "./values.ts";

export const offerings = ["powered-shell", "bare-metal", "dedicated-cluster", "namespaces"] as const;

export type Offering = (typeof offerings)[number];

/** Whether an offering gives the tenant namespaces in a cluster of the site's. */
export function runsWorkloads(offering: Offering): boolean {
  return offering === "namespaces" || offering === "dedicated-cluster";
}

/** What a tenant takes from a day on: racks of one type, or critical power filled with them. */
const demand = closed({
  name,
  rackType: name.describe("A rack type of the catalog or of the site's `rackTypes`."),
  racks: count.optional().describe("How many racks; or give `critical`."),
  critical: figure(quantity(Power))
    .optional()
    .describe("The critical load leased; spread evenly over the racks it takes."),
  from: day.optional().describe("Default: the lease's first day."),
  to: day.optional().describe("Default: the lease's last day."),
  redundancy: z
    .enum(["N", "2N"])
    .default("N")
    .describe('The least redundancy of the power it accepts; "2N": whatever survives the loss of a path.'),
  fabric: z
    .enum(["one", "any", "none"])
    .default("one")
    .describe('"one": all its racks on one fabric; "any": on any; "none": it needs no fabric.'),
  zones: z.array(name).min(1).optional().describe("The zones it may stand in. Default: all."),
  spread: spread.optional(),
  apartFrom: z
    .array(relation)
    .default([])
    .describe("Demands with which it may share no such failure domain."),
  near: z.array(relation).default([]).describe("Demands with which it has to share such a domain."),
});

/** A right to take more: its room is kept free until it is exercised or ends. */
const option = closed({
  ...demand.shape,
  until: day.describe("The last day on which it may be exercised."),
});

/** A namespace of the tenant, and its share of what was leased. */
const namespace = closed({
  name,
  share: quantity(Percentage)
    .optional()
    .describe("Default: what the other namespaces leave, in equal parts."),
  adopt: z
    .boolean()
    .optional()
    .describe(
      "Whether it exists: it is labelled and closed as the tenant's, keeps what is in it and others' labels, and is not deleted when the tenant leaves.",
    ),
  group: name
    .optional()
    .describe(
      "What it belongs to with other namespaces, also of other tenants: a label to find them by. Each stays its own tenant's, with a quota of that tenant's racks.",
    ),
});

/** One file of `tenants/`: who leases what, for how long, on which terms. */
export const tenantDocument = closed({
  version,
  name,
  title: text.optional(),
  offering: z.enum(offerings),
  lease: closed({
    from: day,
    to: day,
    uptime: figure(quantity(Percentage)).optional().describe("The availability that the lease promises."),
    price: figure(quantity(CapacityPrice)).optional().describe("Per kW of critical load and month."),
    powerPassThrough: z.boolean().default(false).describe("Whether the tenant pays for its energy besides."),
    includesHardware: z
      .boolean()
      .optional()
      .describe("Whether the price pays for servers as well. Default: inferred from the price."),
    ...sourced,
  }),
  demand: z.array(demand).min(1, { error: "a tenant needs at least one demand" }),
  flexible: flexibleLoad
    .optional()
    .describe("What its lease lets the site shed. Without it all of its load is firm, and never shed."),
  options: z.array(option).default([]).describe("Expansion rights that are sold."),
  namespaces: z.array(namespace).default([]),
  groups: closed({
    admins: z
      .array(text)
      .default([])
      .describe(
        "Groups that run workloads and manage secrets and service accounts. A group is one tenant's alone.",
      ),
    users: z.array(text).default([]).describe("Groups that run workloads."),
    viewers: z.array(text).default([]).describe("Groups that only look."),
  }).default({ admins: [], users: [], viewers: [] }),
  objects: z
    .array(objectPatch)
    .optional()
    .describe(
      "Changes of single objects of the tenant, for what no other key says; policies judge the result.",
    ),
  ...sourced,
});

export type TenantDocument = z.output<typeof tenantDocument>;
export type TenantInput = z.input<typeof tenantDocument>;
