import type { Lock } from "./lock.ts";

/** A lock without the racks of tenants that may move. Their identifiers they keep. */
export function withoutRacks(lock: Lock, released: readonly string[]): Lock {
  return {
    ...lock,
    tenants: lock.tenants.map((entry) => {
      if (!released.includes(entry.tenant)) return entry;
      const { tenant, networks } = entry;
      return { tenant, networks, allocations: [] };
    }),
  };
}
