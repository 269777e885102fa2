import { z } from "zod";
import { closed } from "../site/schema/closed.ts";
import { fabricKinds } from "../site/schema/fabric.ts";
import { day, name } from "../site/schema/values.ts";

const whole = z.int().min(0);

/** Ports of one switch, such as `1-18,25`. */
const memberPorts = closed({ switch: z.string(), ports: z.string() });

/** Nodes that share NVLink, or a cube of TPUs. */
const domain = closed({
  name: z.string(),
  racks: z.array(z.string()),
  nodes: whole,
  accelerators: whole,
  switchTrays: whole.optional(),
  /** The NVLink partition that its tenant has it as; of TPU cubes none. */
  partition: z.string().optional(),
});

const tenant = closed({
  tenant: name,
  vrf: z.string(),
  vni: z.int(),
  asn: z.int(),
  partitionKey: z.string().optional(),
  prefixes: z.array(z.string()),
  /** Of its prefixes: what its ports take, two each, and what is left for it to grow into. */
  addresses: closed({ taken: whole, free: whole }),
  racks: z.array(
    closed({ zone: name, rack: z.string(), rackType: name, unit: whole, devices: z.array(z.string()) }),
  ),
  ports: z.array(memberPorts).optional(),
  domains: z.array(domain).optional(),
});

/** `fabric/<name>/fabric.yaml`: a fabric on a day, for the automation that configures its switches and its managers. */
export const fabricDocument = closed({
  version: z.literal(1),
  site: name,
  day,
  fabric: name,
  kind: z.enum(fabricKinds),
  zones: z.array(name),
  scalableUnit: whole,
  switches: closed({
    leaves: whole,
    downlinks: whole,
    uplinks: whole.optional(),
    spines: whole,
    cores: whole,
    units: whole.optional(),
    rails: whole.optional(),
    planes: whole.optional(),
    oversubscription: z.number().optional(),
  }),
  ports: closed({ total: whole, leased: whole, free: whole }),
  cables: z.record(z.string(), whole).optional(),
  tenants: z.array(tenant),
});

export type FabricRecord = z.input<typeof fabricDocument>;
