import { runsWorkloads } from "../schema/tenant-document.ts";
import { Percentage } from "../units/index.ts";
import { sum } from "../units/quantity.ts";
import type { Documents, Finding } from "./finding.ts";
import { optionFindings, relationFindings } from "./tenant-options.ts";

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
  for (const list of ["demand", "options"] as const) {
    for (const [index, demand] of value[list].entries()) {
      const what = list === "demand" ? `demand "${demand.name}"` : `option "${demand.name}"`;
      findings.push(...amountFindings([list, index], what, demand, report));
      findings.push(...termFindings([list, index], what, demand, value, report));
      findings.push(...rackTypeFindings([list, index], demand, value, documents, report));
    }
  }
  return [
    ...findings,
    ...optionFindings(value, documents, report),
    ...relationFindings(value, report),
    ...namespaces(tenant, report),
    ...nodeless(tenant, documents, report),
  ];
}

type Demand = Tenant["value"]["demand"][number];
type Report = (path: (string | number)[], message: string) => Finding;

function amountFindings(at: (string | number)[], what: string, demand: Demand, report: Report): Finding[] {
  if (demand.racks !== undefined && demand.critical !== undefined) {
    return [report(at, `${what} gives both racks and critical: remove one`)];
  }
  return demand.racks === undefined && demand.critical === undefined
    ? [report(at, `${what} says not how much it takes: give racks or critical`)]
    : [];
}

function termFindings(
  at: (string | number)[],
  what: string,
  demand: Demand,
  { lease }: Tenant["value"],
  report: Report,
): Finding[] {
  const from = demand.from ?? lease.from;
  const to = demand.to ?? lease.to;
  const outside = from < lease.from || to > lease.to || to < from;
  // A lease that ends before it begins was reported already, and nothing lies within it.
  if (!outside || lease.from > lease.to) return [];
  const message = `${what} runs from ${from} to ${to}: it must lie within the lease, ${lease.from} to ${lease.to}`;
  const wrong = demand.from !== undefined && (from < lease.from || demand.to === undefined);
  return [report([...at, wrong ? "from" : "to"], message)];
}

function rackTypeFindings(
  at: (string | number)[],
  demand: Demand,
  { offering }: Tenant["value"],
  { catalog }: Documents,
  report: Report,
): Finding[] {
  const rackType = catalog.rackTypes.get(demand.rackType);
  if (rackType === undefined) return [];
  if (rackType.role === "shell" && offering !== "powered-shell") {
    const message = `"${rackType.name}" is a bare position, but the offering is ${offering}: choose a rack type with nodes, or offer powered-shell`;
    return [report([...at, "rackType"], message)];
  }
  const unit = rackType.scaleUp?.racks.value ?? 1;
  if (demand.racks !== undefined && demand.racks % unit !== 0) {
    const message = `${demand.racks} racks of "${rackType.name}" split a scale-up domain: take a multiple of ${unit}`;
    return [report([...at, "racks"], message)];
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
