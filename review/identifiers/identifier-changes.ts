import { changeOf, isChanged, paired } from "../changed.ts";
import type { SitePlanDocument } from "../result/site-plan-document.ts";
import type { NetworkChanges } from "../review.ts";

type Plan = SitePlanDocument | undefined;
type Network = SitePlanDocument["tenants"][number]["networks"][number];
type IdentifierChange = NetworkChanges["identifiers"][number];

/** A tenant on a fabric. */
interface Membership extends Network {
  readonly tenant: string;
}

/** What a tenant is known by on each fabric, where it differs. */
export function identifierChanges(base: Plan, head: Plan): readonly IdentifierChange[] {
  const nameOf = ({ tenant, fabric }: Membership) => JSON.stringify([tenant, fabric]);
  return paired(memberships(base), memberships(head), nameOf).flatMap(({ before, after }) => {
    const one = after ?? before;
    if (one === undefined) return [];
    const change = (
      what: IdentifierChange["what"],
      of: (network: Network) => string | undefined,
    ): IdentifierChange => ({
      tenant: one.tenant,
      fabric: one.fabric,
      what,
      change: changeOf(before && of(before), after && of(after)),
    });
    return [
      change("VNI", ({ vni }) => vni?.toString()),
      change("VRF", ({ vrf }) => vrf),
      change("ASN", ({ asn }) => asn?.toString()),
      change("P_Key", ({ partitionKey }) => partitionKey),
      change("prefixes", ({ prefixes }) => prefixes?.join(", ")),
    ].filter(({ change }) => isChanged(change));
  });
}

function memberships(plan: Plan): readonly Membership[] {
  return (plan?.tenants ?? []).flatMap(({ name, networks }) =>
    networks.map((network) => ({ tenant: name, ...network })),
  );
}
