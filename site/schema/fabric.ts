import { z } from "zod";
import { closed } from "./closed.ts";
import { count, figure, name, sourced, text } from "./values.ts";

export const fabricKinds = ["infiniband", "spectrum-x", "roce", "tpu-ici"] as const;

/** A range of whole numbers, both ends included, decimal or hexadecimal: `51000-55999`, `0x0001-0x7ffe`. */
const identifierPool = text.regex(/^(0x[0-9a-fA-F]+|\d+)\s*-\s*(0x[0-9a-fA-F]+|\d+)$/, {
  error: (issue) => `${JSON.stringify(issue.input)} is not a range: write it as 51000-55999 or 0x0001-0x7ffe`,
});

/** A network that joins racks, and the identifiers that it gives to tenants. */
export const fabric = closed({
  name,
  kind: z.enum(fabricKinds),
  zones: z.array(name).min(1, { error: "a fabric reaches at least one zone" }),
  scalableUnit: figure(count).describe("Racks a scalable unit."),
  leaves: closed({ count: figure(count), downlinks: figure(count).describe("Ports to racks, each leaf.") }),
  spines: closed({ count: figure(count) }).optional(),
  pools: closed({
    vni: identifierPool.describe("VXLAN network identifiers; a tenant's VRF is named after its VNI."),
    asn: identifierPool.describe("Autonomous system numbers."),
    partitionKey: identifierPool.optional().describe("InfiniBand P_Keys, without the membership bit."),
    prefixes: text.describe("The addresses tenants are numbered from, such as 10.128.0.0/10."),
    tenantPrefixLength: z.int().min(8).max(30).default(20).describe("The size of the blocks a tenant gets."),
  }),
  ...sourced,
});
