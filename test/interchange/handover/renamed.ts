import type { HandOver } from "../../../interchange/handover/hand-over.ts";

/** A hand-over in which everything that somebody named has another name. */
export function renamed(given: HandOver, name: string): HandOver {
  return {
    ...given,
    site: name as HandOver["site"],
    siteTitle: name,
    operator: name,
    nodeNames: name,
    tenant: {
      ...given.tenant,
      name,
      title: name,
      namespaces: given.tenant.namespaces.map(() => name),
      groups: { admins: [name], users: [name], viewers: [name] },
    },
    phases: given.phases.map((phase) => ({ ...phase, name, zone: name, hall: name, rackTitle: name })),
    power: given.power.map((zone) => ({
      ...zone,
      zone: name,
      interconnects: zone.interconnects.map((each) => ({ ...each, name, gridOperator: name })),
      paths: zone.paths.map((path) => ({
        ...path,
        elements: path.elements.map((element) => ({ ...element, name })),
      })),
    })),
    cooling: given.cooling.map((each) => ({ ...each, zone: name })),
    rows: given.rows.map((row) => ({ ...row, zone: name, demand: name, rackType: name })),
    addresses: given.addresses.map((each) => ({ ...each, fabric: name, vrf: name })),
    companies: { operator: name, tenant: name, gridOperators: name, substationOwners: name },
  };
}
