import { createHash } from "node:crypto";
import { dump } from "js-yaml";
import { z } from "zod";
import { readDocument } from "../site/load/read-document.ts";
import { Refusal } from "../site/problem.ts";
import { closed } from "../site/schema/closed.ts";
import { count, day, name, quantity, text } from "../site/schema/values.ts";
import { Power } from "../site/units/index.ts";

export const lockFile = "placement.lock.yaml";

/** Racks of one demand in one zone. */
const allocation = closed({
  demand: name,
  zone: name,
  rackType: name,
  racks: count,
  positions: z.array(text).min(1),
  critical: quantity(Power),
  from: day,
  to: day,
  fabric: name.optional(),
  paths: closed({
    A: z.array(name).optional(),
    B: z.array(name).optional(),
    C: z.array(name).optional(),
    D: z.array(name).optional(),
  }),
});

/** What a tenant has on one fabric. */
const network = closed({
  fabric: name,
  vni: z.int(),
  vrf: text,
  asn: z.int(),
  partitionKey: text.optional(),
  prefixes: z.array(text).min(1),
});

const lockedTenant = closed({
  tenant: name,
  networks: z.array(network),
  allocations: z.array(allocation),
  options: z
    .array(allocation)
    .optional()
    .describe("Racks that nobody else gets, because the tenant has a right to take them: not leased yet."),
});

/** `placement.lock.yaml`: which racks and identifiers each tenant has. Written by `busbar place` alone. */
export const lockDocument = closed({
  version: z.literal(1),
  site: name,
  inputs: text,
  tenants: z.array(lockedTenant),
  checksum: text,
});

export type Lock = z.output<typeof lockDocument>;
export type LockedTenant = Lock["tenants"][number];
export type Allocation = LockedTenant["allocations"][number];
export type TenantNetwork = LockedTenant["networks"][number];

const header = `# Which racks, paths and network identifiers each tenant has. Written by "busbar place"; do not edit:
# a tenant keeps what stands here for as long as its lease runs, whoever comes or goes beside it.
`;

/** The text of a lock file. Same lock, same bytes. */
export function writeLock(lock: Omit<Lock, "checksum">): string {
  const content = plainLock(lock);
  return (
    header + dump({ ...content, checksum: checksum(content) }, { lineWidth: 120, noRefs: true, flowLevel: 5 })
  );
}

/**
 * Reads a lock file.
 *
 * @throws Refusal where it is not a lock, or was edited by hand.
 */
export function readLock(contents: string, folder: string): Lock {
  const read = readDocument(lockDocument, lockFile, contents);
  const remedy = `run "busbar place ${folder}"`;
  if ("problems" in read) {
    throw new Refusal(
      `The placement lock cannot be read: restore it from version control, or remove it and ${remedy}.`,
      read.problems,
    );
  }
  if (checksum(plainLock(read.value)) !== read.value.checksum) {
    const message = `was edited by hand: its content does not match its checksum; restore it from version control and ${remedy}`;
    throw new Refusal("The placement lock is refused.", [
      { where: read.source.locate(["checksum"]), message },
    ]);
  }
  return read.value;
}

/** The lock as plain data in the order in which it is written. */
function plainLock(lock: Omit<Lock, "checksum">) {
  return {
    version: lock.version,
    site: lock.site,
    inputs: lock.inputs,
    tenants: lock.tenants.map(({ tenant, networks, allocations, options }) => ({
      tenant,
      networks: networks.map(({ fabric, vni, vrf, asn, partitionKey, prefixes }) =>
        defined({ fabric, vni, vrf, asn, partitionKey, prefixes }),
      ),
      allocations: allocations.map(plainAllocation),
      ...(options !== undefined && options.length > 0 ? { options: options.map(plainAllocation) } : {}),
    })),
  };
}

function plainAllocation(a: Allocation) {
  return defined({
    demand: a.demand,
    zone: a.zone,
    rackType: a.rackType,
    racks: a.racks,
    positions: a.positions,
    // To the watt: a rounded figure would not survive being read back.
    critical: `${a.critical.kilowatts} kW`,
    from: a.from,
    to: a.to,
    fabric: a.fabric,
    paths: defined(a.paths),
  });
}

function defined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Partial<T>;
}

/** SHA-256 of plain data. Key order is part of it: both writers build their data in one place. */
export function checksum(content: unknown): string {
  return `sha256:${createHash("sha256").update(JSON.stringify(content)).digest("hex")}`;
}
