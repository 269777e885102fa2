import { isChanged } from "./changed.ts";
import type { SitePlanDocument } from "./result/site-plan-document.ts";
import type { NotUnderstood, Review } from "./review.ts";

type Judged = Omit<Review, "headline" | "outcome">;
type Plan = SitePlanDocument | undefined;

export const unseenParts = "parts of the documents that differ, and that no section names";

/** So many are named. */
const shown = 5;

/**
 * Parts of the documents that differ, and of which no section says anything: the price of a contract that is still to begin,
 * the range of a pool of which nothing new was taken. A review would otherwise say that nothing changes. None where a side has
 * no site, or was written by a busbar that kept no digests of them.
 */
export function unseenDocuments(review: Judged, base: Plan, head: Plan): readonly NotUnderstood[] {
  if (base?.documents === undefined || head?.documents === undefined) return [];
  const [before, after] = [base.documents, head.documents];
  const isSeen = seenIn(review);
  const examples = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((part) => before[part] !== after[part] && !isSeen(part))
    .sort();
  return examples.length === 0
    ? []
    : [{ what: unseenParts, count: examples.length, examples: examples.slice(0, shown) }];
}

/** What a section says something about: by name where it has names, and else as a whole. */
function seenIn(review: Judged): (part: string) => boolean {
  const { power, capacity, network, mining, money, policies, resources } = review;
  const names = new Set([
    ...capacity.tenants.map(({ tenant }) => `tenants/${tenant}`),
    ...[power.zones, capacity.zones, capacity.phases, mining.zones, mining.pools]
      .flat()
      .map(({ zone }) => `zones/${zone}`),
    ...power.nodes.map(({ node }) => `power/${node}`),
    ...power.interconnects.map(({ interconnect }) => `interconnects/${interconnect}`),
    ...mining.obligations.map(({ name }) => `demandResponse/${name}`),
    ...network.fabrics.map(({ fabric }) => `fabrics/${fabric}`),
    ...ownersNamed(review),
    ...resources.files.flatMap(({ file }) => partOfFile(file)),
  ]);
  const earns = money.lines.length > 0;
  const isDeployed = resources.groups.length > 0 || resources.files.length > 0;
  const isJudged = policies.newly.length > 0 || policies.mended.length > 0;
  const whole: Readonly<Record<string, boolean>> = {
    poolSets: mining.pools.length > 0,
    interconnects: power.later.some(({ approvedKilowatts }) => isChanged(approvedKilowatts)),
    contracts: money.lines.some(({ name }) => name === "energy"),
    demandResponse: money.lines.some(({ name }) => name === "demand response"),
    charges: money.lines.some(({ name }) => name === "energy"),
    economics: earns,
    hashrateOwners: earns,
    sources: isJudged || isChanged(money.figures),
    ...Object.fromEntries(deployed.map((key) => [key, isDeployed])),
  };
  return (part) => names.has(part) || whole[part.split("/")[0] ?? ""] === true;
}

/** Tenants and zones of whose objects, rights or paths a section says something. */
function ownersNamed({ network, security, resources }: Judged): string[] {
  const changes = resources.groups.flatMap(({ changes }) => changes);
  return [
    ...changes.flatMap(({ tenant, zone }) => [`tenants/${tenant ?? ""}`, `zones/${zone ?? ""}`]),
    ...[...security.items, ...network.paths].map(({ whose }) =>
      whose.replace(/^(tenant|zone) /, (_, kind: string) => `${kind}s/`),
    ),
  ];
}

/** Files beside the stacks are in a folder of the zone or the fabric that they are for: `mining/hall-5/zone.yaml`. */
function partOfFile(file: string): string[] {
  const [folder, name, inside] = file.split("/");
  if (inside === undefined) return [];
  if (folder === "mining") return [`zones/${name}`];
  return folder === "fabric" ? [`fabrics/${name}`] : [];
}

/** Parts that show in what is deployed, object by object. */
const deployed = [
  "backend",
  "clusters",
  "curtailment",
  "monitoring",
  "networks",
  "nodeNames",
  "powerService",
  "serviceNodes",
  "title",
  "topologyLabels",
] as const;
