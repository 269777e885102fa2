/**
 * What Kueue's API for several clusters accepts (0.19, kueue.x-k8s.io/v1beta2). The API server would say so only when
 * the manager's stack is deployed, and Kueue only in the status of an admission check that stays inactive.
 */

/** MultiKueueConfig.spec.clusters: at most so many. */
export const mostWorkers = 20;
/** AdmissionCheck.spec.parameters.name: a DNS label, though objects may have longer names. */
const longestConfigName = 63;
/** Names of objects, which are shorter than what MultiKueueConfig and MultiKueueCluster take (256). */
const longestObjectName = 253;

const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const dnsSubdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What of a manager's objects Kueue limits. */
export interface ManagerNames {
  /** Of the MultiKueueConfig. */
  readonly config: string;
  /** Of the MultiKueueClusters, in order. */
  readonly clusters: readonly string[];
  /** Of the Secrets that hold their kubeconfigs. */
  readonly secrets: readonly string[];
}

/** Every limit that is broken, in words; none where Kueue takes it. */
export function brokenLimits({ config, clusters, secrets }: ManagerNames): string[] {
  const repeated = clusters.filter((name, index) => clusters.indexOf(name) !== index);
  return [
    ...(clusters.length < 1 || clusters.length > mostWorkers
      ? [
          `${clusters.length} sites to run at: a MultiKueueConfig takes 1 to ${mostWorkers} clusters; divide the tenant, or leave sites out`,
        ]
      : []),
    ...[...new Set(repeated)].map(
      (name) => `MultiKueueCluster "${name}" is listed twice: list each site once`,
    ),
    ...badName("MultiKueueConfig", config, dnsLabel, longestConfigName),
    ...clusters.flatMap((name) => badName("MultiKueueCluster", name, dnsSubdomain, longestObjectName)),
    ...secrets.flatMap((name) => badName("the kubeconfig's Secret", name, dnsSubdomain, longestObjectName)),
  ];
}

/** @throws Error naming every limit that is broken. */
export function checkManagerNames(where: string, names: ManagerNames): void {
  const broken = brokenLimits(names);
  if (broken.length > 0) throw new Error([`[${where}] breaks limits of Kueue:`, ...broken].join("\n  "));
}

function badName(what: string, name: string, pattern: RegExp, longest: number): string[] {
  if (name.length > longest) {
    return [
      `the name of ${what} "${name.slice(0, 40)}…" has ${name.length} characters, and at most ${longest} are taken: shorten the tenant's or the site's name`,
    ];
  }
  if (pattern.test(name)) return [];
  const allowed = pattern === dnsLabel ? "a-z, 0-9 and -" : "a-z, 0-9, - and .";
  return [
    `the name of ${what} "${name}" may only have ${allowed}, and begins and ends with a letter or digit`,
  ];
}
