import { runsWorkloads } from "../schema/tenant-document.ts";
import { Percentage } from "../units/index.ts";
import { sum } from "../units/quantity.ts";
import type { Documents, Finding } from "./finding.ts";
import { inSite } from "./finding.ts";

/** Leases, demands and namespaces that make sense by themselves, and clusters that tenants can be put on. */
export function checkTenants(documents: Documents): Finding[] {
  return [
    ...documents.tenants.flatMap((tenant) => tenantFindings(tenant, documents)),
    ...clusters(documents),
  ];
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
    /^(kube-|kueue-|busbar-|mining-|default$)/.test(name)
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

/** Each kind of work has one cluster to go to. */
function clusters({ site, tenants }: Documents): Finding[] {
  const withoutCluster = tenants
    .filter(({ value }) => value.offering === "dedicated-cluster")
    .filter(({ value }) => !site.clusters.some((cluster) => cluster.tenants.includes(value.name)))
    .map(({ file, value }) => ({
      document: file,
      path: ["offering"],
      message: `tenant "${value.name}" is to have a cluster for itself, but no cluster of site.yaml names it: add it to clusters with tenants: [${value.name}]`,
    }));
  if (site.clusters.length === 0) return withoutCluster;
  const shared = (["operations", "ai"] as const).flatMap((kind) => {
    const holders = site.clusters.filter(({ holds }) => holds.includes(kind));
    if (holders.length === 1) return [];
    const found = holders.length === 0 ? "no cluster" : holders.map(({ name }) => name).join(" and ");
    return [inSite(["clusters"], `${found} holds ${kind}: exactly one must`)];
  });
  const owners = new Map<string, string>();
  const own = site.clusters.flatMap((cluster, index) =>
    cluster.tenants.flatMap((tenant, at) => {
      const where = ["clusters", index, "tenants", at];
      const owner = owners.get(tenant);
      owners.set(tenant, cluster.name);
      if (owner !== undefined)
        return [inSite(where, `tenant "${tenant}" already has the cluster "${owner}"`)];
      const offering = tenants.find(({ value }) => value.name === tenant)?.value.offering;
      return offering === "powered-shell"
        ? [inSite(where, `tenant "${tenant}" takes a powered shell: it brings its own clusters`)]
        : [];
    }),
  );
  return [...withoutCluster, ...shared, ...own];
}
