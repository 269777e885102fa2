import type { FleetDocument, FleetSiteEntry } from "./fleet-document.ts";

/**
 * What a site's document gets under `fleetQueues`: the shared tenants whose jobs may be sent there, which are those whose
 * manager is not on this site's own cluster. It follows from the fleet's document alone, so that no site depends on what
 * another one says.
 */
export function fleetQueuesOf(
  { managers, shared }: FleetDocument,
  { name: site }: Pick<FleetSiteEntry, "name">,
): { readonly fleetQueues?: readonly string[] } {
  const tenants = shared.tenants.filter(
    ({ sites, queues }) =>
      queues !== undefined &&
      sites.includes(site) &&
      managers.find(({ name }) => name === queues.manager)?.site !== site,
  );
  return tenants.length === 0 ? {} : { fleetQueues: tenants.map(({ name }) => name) };
}

/** Where in `fleet.yaml` an entry of a site's `fleetQueues` stands. */
export function fleetQueuePath(
  document: FleetDocument,
  site: Pick<FleetSiteEntry, "name">,
  index: string | number | undefined,
): readonly (string | number)[] {
  const name = typeof index === "number" ? fleetQueuesOf(document, site).fleetQueues?.[index] : undefined;
  const tenant = document.shared.tenants.findIndex((each) => each.name === name);
  return tenant < 0 ? ["shared", "tenants"] : ["shared", "tenants", tenant, "queues"];
}
