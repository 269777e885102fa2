import { AiTenant } from "../../../constructs/ai-tenant.ts";
import { MultiKueueManager, type MultiKueueManagerProps } from "../../../constructs/multikueue/manager.ts";

import { MultiKueueWorker } from "../../../constructs/multikueue/worker.ts";
import { RackGroup } from "../../../constructs/rack-group.ts";
import type { RacksAtSite } from "../../../constructs/tenancy/capacity.ts";
import { TenantAdmission } from "../../../constructs/tenant-admission.ts";
import { catalogRackType } from "../../../site/catalog/lookup.ts";
import { testStack } from "../../support/app.ts";

/** Racks of the catalog. */
export function racks(type: string, count: number): RacksAtSite {
  return { rackType: catalogRackType(type), count };
}

/** What the manager of a tenant with two sites is, unless it is said otherwise. */
export const managerProps: MultiKueueManagerProps = {
  site: { siteName: "fleet" },
  tenant: "acme",
  namespaces: ["acme-train", "acme-serve"],
  workers: [
    { site: "north", racks: [racks("gb300-nvl72", 2), racks("h200", 1)] },
    { site: "south", racks: [racks("gb300-nvl72", 1)] },
  ],
};

/** The files of a stack with a manager. */
export function managerFiles(props: Partial<MultiKueueManagerProps> = {}): ReadonlyMap<string, string> {
  const { stack, synth } = testStack();
  new MultiKueueManager(stack, "manager", { ...managerProps, ...props });
  return synth();
}

/** The files of a stack with all that a site has of the tenant. */
export function siteFiles(name: string, placed: readonly RacksAtSite[]): ReadonlyMap<string, string> {
  const { stack, synth } = testStack();
  const [site, tenant] = [{ siteName: name }, "acme"];
  const groups = placed.map(
    ({ rackType, count }, index) =>
      new RackGroup(stack, `racks-${index}`, { site, zone: "hall", rackType, count, tenant }),
  );
  const namespaces = managerProps.namespaces.map((namespace) => ({ name: namespace }));
  const acme = new AiTenant(stack, "tenant", {
    site,
    name: tenant,
    offering: "namespaces",
    racks: groups,
    namespaces,
  });
  new TenantAdmission(stack, "admission", { tenant: acme });
  new MultiKueueWorker(stack, "worker", { site, tenant, namespaces: managerProps.namespaces });
  return synth();
}
