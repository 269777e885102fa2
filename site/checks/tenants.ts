import { runsWorkloads } from "../schema/tenant-document.ts";
import { Percentage } from "../units/index.ts";
import { sum } from "../units/quantity.ts";
import type { Documents, Finding } from "./finding.ts";

/** Leases, demands and namespaces that make sense by themselves. */
export function checkTenants(documents: Documents): Finding[] {
  return documents.tenants.flatMap((tenant) => tenantFindings(tenant, documents));
}

type Tenant = Documents["tenants"][number];

function tenantFindings(tenant: Tenant, documents: Documents): Finding[] {
  const { file, value } = tenant;
  const report = (path: (string | number)[], message: string): Finding => ({ document: file, path, message });
  const findings: Finding[] = [];
  if (value.lease.to < value.lease.from) {
    findings.push(
      report(["lease", "to"], `the lease ends on ${value.lease.to}, before it begins on ${value.lease.from}`),
    );
  }
  for (const [index, demand] of value.demand.entries()) {
    const at = (key: string) => ["demand", index, key];
    if (demand.racks !== undefined && demand.critical !== undefined) {
      const message = `demand "${demand.name}" gives both racks and critical: remove one`;
      findings.push(report(["demand", index], message));
    }
    if (demand.racks === undefined && demand.critical === undefined) {
      const message = `demand "${demand.name}" says not how much it takes: give racks or critical`;
      findings.push(report(["demand", index], message));
    }
    const from = demand.from ?? value.lease.from;
    const to = demand.to ?? value.lease.to;
    const outside = from < value.lease.from || to > value.lease.to || to < from;
    // A lease that ends before it begins was reported already, and nothing lies within it.
    if (outside && value.lease.from <= value.lease.to) {
      const message = `demand "${demand.name}" runs from ${from} to ${to}: it must lie within the lease, ${value.lease.from} to ${value.lease.to}`;
      const wrong = demand.from !== undefined && (from < value.lease.from || demand.to === undefined);
      findings.push(report(at(wrong ? "from" : "to"), message));
    }
    findings.push(...rackTypeFindings(tenant, index, documents, report));
  }
  return [...findings, ...namespaces(tenant, report), ...nodeless(tenant, documents, report)];
}

function rackTypeFindings(
  { value }: Tenant,
  index: number,
  { catalog }: Documents,
  report: (path: (string | number)[], message: string) => Finding,
): Finding[] {
  const demand = value.demand[index];
  const rackType = demand && catalog.rackTypes.get(demand.rackType);
  if (demand === undefined || rackType === undefined) return [];
  if (rackType.role === "shell" && value.offering !== "powered-shell") {
    const message = `"${rackType.name}" is a bare position, but the offering is ${value.offering}: choose a rack type with nodes, or offer powered-shell`;
    return [report(["demand", index, "rackType"], message)];
  }
  const unit = rackType.scaleUp?.racks.value ?? 1;
  if (demand.racks !== undefined && demand.racks % unit !== 0) {
    const message = `${demand.racks} racks of "${rackType.name}" split a scale-up domain: take a multiple of ${unit}`;
    return [report(["demand", index, "racks"], message)];
  }
  return [];
}

/** Namespaces without a node to run anything on are a mistake in the rack types. */
function nodeless(
  { value }: Tenant,
  { catalog }: Documents,
  report: (path: (string | number)[], message: string) => Finding,
): Finding[] {
  if (!runsWorkloads(value.offering)) return [];
  const types = value.demand.map(({ rackType }) => catalog.rackTypes.get(rackType));
  // A bare position is reported by itself.
  if (types.some((type) => type === undefined || type.role === "shell" || type.nodes.value > 0)) return [];
  const names = [...new Set(value.demand.map(({ rackType }) => rackType))].join(", ");
  return [
    report(
      ["demand"],
      `the offering ${value.offering} runs workloads, but racks of ${names} have no nodes: add racks that have`,
    ),
  ];
}

function namespaces(
  { value }: Tenant,
  report: (path: (string | number)[], message: string) => Finding,
): Finding[] {
  const hasWorkloads = runsWorkloads(value.offering);
  if (!hasWorkloads && value.namespaces.length > 0) {
    return [
      report(
        ["namespaces"],
        `the offering ${value.offering} has no namespaces: the tenant runs its own software; remove them`,
      ),
    ];
  }
  if (hasWorkloads && value.namespaces.length === 0) {
    const message = `the offering ${value.offering} needs at least one namespace: add namespaces: [{ name: … }]`;
    return [report(["offering"], message)];
  }
  const reserved = value.namespaces.flatMap(({ name }, index) =>
    /^(kube-|kueue-|jobset-|lws-|busbar-|mining-|default$)/.test(name)
      ? [
          report(
            ["namespaces", index, "name"],
            `namespace "${name}" is reserved for the platform: choose another name`,
          ),
        ]
      : [],
  );
  const shares = sum(
    Percentage.zero,
    value.namespaces.flatMap(({ share }) => share ?? []),
  );
  return shares.exceeds(Percentage.percent(100))
    ? [...reserved, report(["namespaces"], `the namespaces' shares add up to ${shares}: at most 100 %`)]
    : reserved;
}
