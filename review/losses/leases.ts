import type { Result } from "../result/result.ts";

/** A tenant's lease, as the site said before the change. */
export interface Lease {
  /** Its last day. */
  readonly to: string;
  /** Whether it has begun and not ended on the day that is reviewed. */
  readonly runs: boolean;
}

export type LeaseOf = (tenant: string) => Lease | undefined;

/** Leases by the earlier site, since what is destroyed may be in none of the later one, on the later one's day. */
export function leasesOf({ base, head }: { readonly base: Result; readonly head: Result }): LeaseOf {
  const day = head.plan?.day ?? base.plan?.day ?? "";
  const tenants = [...(head.plan?.tenants ?? []), ...(base.plan?.tenants ?? [])];
  const leases = new Map(tenants.map(({ name, from, to }) => [name, { to, runs: from <= day && day <= to }]));
  return (tenant) => leases.get(tenant);
}
