import { existsSync } from "node:fs";
import { applyStacks } from "../../../cluster/apply/apply.ts";
import type { ControlPlane } from "../../../cluster/control-plane/start.ts";
import { installDefinitions } from "../../../cluster/crds/install.ts";
import { connect } from "../../../cluster/live/connect.ts";
import { inParallel } from "../../../cluster/live/in-parallel.ts";
import type { LiveCluster } from "../../../cluster/live/live-cluster.ts";
import type { LiveObject } from "../../../cluster/live/live-object.ts";
import { siteNodes } from "../../../cluster/nodes/site-nodes.ts";
import { silent } from "../../../cluster/progress.ts";
import { enforcedPolicies } from "../../../policies/site-policies.ts";
import { type DeclaredSite, declareSite } from "../../../stacks/declare.ts";
import { crdFolder } from "../../support/crds.ts";
import { exampleFolder } from "../../support/examples.ts";
import { nodeObject, object, onOwnNodes, pod } from "./objects.ts";
import { until } from "./until.ts";

/** Whether the definitions of Kueue, JobSet and LeaderWorkerSet are on this machine. */
export const hasDefinitions = existsSync(crdFolder);

export const roles = ["admins", "users", "viewers"] as const;
export type TenantRole = (typeof roles)[number];

/** A tenant with somebody of each of its groups. */
export interface TenantUnderTest {
  readonly name: string;
  readonly namespace: string;
  readonly as: Readonly<Record<TenantRole, LiveCluster>>;
}

/** A site that was applied, with a few nodes of each tenant, the mining proxies' nodes, and one of nobody. */
export interface SiteUnderTest {
  readonly operator: LiveCluster;
  readonly declared: DeclaredSite;
  readonly own: TenantUnderTest;
  readonly other: TenantUnderTest;
  readonly miningNamespace: string;
  /** Whose each node is, by its name: a tenant, a role, or nobody (""). */
  readonly owners: ReadonlyMap<string, string>;
}

/** A pod and a Secret that each of both tenants has. */
export const present = { pod: "present", secret: "present" };

/** Kinds that tenants run, though the site declares none. */
const extendedJobs = [
  { apiVersion: "jobset.x-k8s.io/v1alpha2", kind: "JobSet", metadata: { name: "any" } },
  { apiVersion: "leaderworkerset.x-k8s.io/v1", kind: "LeaderWorkerSet", metadata: { name: "any" } },
];

export async function deployedSite(plane: ControlPlane): Promise<SiteUnderTest> {
  const operator = connect(plane);
  const declared = declareSite(exampleFolder("prince-george"), { policies: enforcedPolicies });
  const stacks = declared.stacks.map((stack) => ({
    ...stack,
    objects: stack.objects.filter(({ apiVersion }) => hasDefinitions || !apiVersion.startsWith("kueue.")),
  }));
  if (hasDefinitions) {
    const needed = [...stacks.flatMap(({ objects }) => objects), ...extendedJobs];
    await installDefinitions(operator, needed, { folder: crdFolder, progress: silent });
  }
  const owners = await someNodes(operator, declared);
  await applyStacks(stacks, { site: declared.site.document.name, connect: () => operator });
  const site = {
    operator,
    declared,
    own: tenantUnderTest(operator, declared, "speech"),
    other: tenantUnderTest(operator, declared, "cloud"),
    miningNamespace: "mining-pg-1-mining",
    owners,
  };
  await policiesHold(site);
  await presentObjects(site);
  return site;
}

function tenantUnderTest(operator: LiveCluster, { site }: DeclaredSite, name: string): TenantUnderTest {
  const tenant = site.tenants.find((candidate) => candidate.name === name);
  const namespace = tenant?.namespaces[0]?.name;
  if (tenant === undefined || namespace === undefined) throw new Error(`no namespace of "${name}"`);
  const as = (role: TenantRole) => {
    const [group] = tenant.groups[role];
    if (group === undefined) throw new Error(`nobody is among the ${role} of "${name}"`);
    return operator.as({ user: `somebody-of-${group}`, groups: [group] });
  };
  return { name, namespace, as: { admins: as("admins"), users: as("users"), viewers: as("viewers") } };
}

/** Two nodes of each tenant, all service nodes, and one that belongs to nobody and keeps nobody off. */
async function someNodes(operator: LiveCluster, { site, lock }: DeclaredSite) {
  const all = siteNodes(site, lock, site.document.effectiveDate);
  const nobodys = { name: "nobodys", labels: {}, taints: [], owner: "" };
  const chosen = all
    .filter(({ tenant, name }) => tenant === undefined || firstTwo(all, tenant).includes(name))
    .map(({ name, labels, taints, tenant, role }) => ({ name, labels, taints, owner: tenant ?? role ?? "" }));
  const nodes = [...chosen, nobodys];
  await inParallel(nodes, (node) => operator.create(nodeObject(node)));
  return new Map(nodes.map(({ name, owner }) => [name, owner]));
}

function firstTwo(all: ReturnType<typeof siteNodes>, tenant: string): string[] {
  return all
    .filter((node) => node.tenant === tenant)
    .slice(0, 2)
    .map(({ name }) => name);
}

/** The API server begins to hold a new policy a moment after it has accepted it. */
async function policiesHold({ own }: SiteUnderTest): Promise<void> {
  const early = pod(own.namespace, "early", {});
  await until("the admission policies hold", async () => {
    const answer = await own.as.users.create(early, { dryRun: true }).catch((error: unknown) => error);
    return answer instanceof Error && answer.message.includes("busbar-tenant-pods");
  });
}

/** A pod that runs and a Secret, in a namespace of each of both tenants. */
async function presentObjects({ own, other, operator }: SiteUnderTest): Promise<void> {
  for (const { name, namespace, as } of [own, other]) {
    await as.admins.create(object("v1", "Secret", { name: present.secret, namespace }));
    const wanted = pod(namespace, present.pod, onOwnNodes(name));
    await as.users.create(wanted);
    await until(`a pod of ${name} runs`, async () => isRunning(await operator.get(wanted)));
  }
}

export function isRunning(live: LiveObject | undefined): boolean {
  return (live?.["status"] as { phase?: string } | undefined)?.phase === "Running";
}
