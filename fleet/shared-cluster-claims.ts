import { siteFile } from "../site/checks/finding.ts";
import { Clusters } from "../site/clusters.ts";
import { serviceNodeName } from "../site/node-names.ts";
import type { DocumentPath } from "../site/problem.ts";
import type { ReadSite } from "./fleet.ts";

/** Something that only one site of a cluster may have, since it becomes a name in the cluster. */
export interface Claim {
  /** In words, with its name. What two sites say alike is one thing in the cluster. */
  readonly what: string;
  /** Where the site says it. */
  readonly place: DocumentPath;
  /** What becomes of the name, and how to mend it. */
  readonly why: string;
  /** Whether the fleet has it at other sites of the cluster too, which it then is declared for once. */
  readonly ofSeveralSites?: boolean;
  /** The claim that it goes with: where that is another site's too, this one needs no word. */
  readonly within?: string;
}

const otherwise = "call it otherwise at one of the sites";

/** All that a site claims of a cluster that it shares with others. */
export function claimsOf(member: ReadSite, cluster: string): readonly Claim[] {
  const { document } = member.site;
  const inSite = (...path: (string | number)[]): DocumentPath => ({ document: siteFile, path });
  // Of zones there are records, mining namespaces, nodes and the levels that jobs are kept together by.
  const zones = document.zones.map(({ name }, index) => ({
    what: `zone "${name}"`,
    place: inSite("zones", index, "name"),
    why: `records, namespaces and nodes are named after it, and jobs are kept together by it; ${otherwise}`,
  }));
  const clusters = new Clusters(document);
  const isOperations = clusters.operations.name === cluster;
  const ofSeveralSites = clusters.all.find(({ name }) => name === cluster)?.sharedTenants ?? [];
  return [
    ...zones,
    ...(isOperations || ofSeveralSites.length > 0 ? fabrics(member, inSite) : []),
    ...(isOperations ? services(member, inSite) : []),
    ...tenants(member, cluster),
  ];
}

type InSite = (...path: (string | number)[]) => DocumentPath;

function fabrics({ site }: ReadSite, inSite: InSite): Claim[] {
  return site.document.fabrics.map(({ name }, index) => ({
    what: `fabric "${name}"`,
    place: inSite("fabrics", index, "name"),
    why: `its record and the attachments of pods are named after it; ${otherwise}`,
  }));
}

/** Proxies find the service nodes of their site by the group's name alone. */
function services({ site: { document } }: ReadSite, inSite: InSite): Claim[] {
  return document.serviceNodes.flatMap(({ name, count }, index) => {
    const group = `the group of service nodes "${name}"`;
    return [
      {
        what: group,
        place: inSite("serviceNodes", index, "name"),
        why: `proxies of one site would run on nodes of the other; ${otherwise}`,
      },
      ...Array.from({ length: count }, (_, node) => ({
        what: `service node "${serviceNodeName(document, { name, index: node + 1 })}"`,
        place: inSite("nodeNames", "services"),
        why: 'a node has one name in a cluster; add "{site}" to it',
        within: group,
      })),
    ];
  });
}

function tenants({ site, sources }: ReadSite, cluster: string): Claim[] {
  const clusters = new Clusters(site.document);
  return site.tenants
    .filter((tenant) => clusters.of(tenant).name === cluster)
    .flatMap((tenant) => {
      const { name, namespaces } = tenant;
      const document = sources.tenantFile(name) ?? siteFile;
      return [
        {
          what: tenantClaim(name),
          place: { document, path: ["name"] },
          ofSeveralSites: clusters.of(tenant).sharedTenants?.includes(name) === true,
          why: 'its queues and quotas there would be declared by both; have fleet.yaml share it with both (under "shared.tenants"), so that they are declared once, or call it otherwise at one',
        },
        ...namespaces.map((namespace, index) => ({
          what: `namespace "${namespace.name}"`,
          place: { document, path: ["namespaces", index, "name"] },
          why: `a namespace is of one tenant; ${otherwise}`,
          within: tenantClaim(name),
        })),
      ];
    });
}

/** The claim on a tenant's name. */
export function tenantClaim(name: string): string {
  return `tenant "${name}"`;
}
