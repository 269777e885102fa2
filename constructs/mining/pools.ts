import { type PoolUrl, parsePoolUrl } from "../../site/mining/pool-url.ts";
import { filledUser, userProblem } from "../../site/mining/pool-user.ts";
import { quotasOf, sharesProblem } from "../../site/mining/shares.ts";
import type { Percentage } from "../../site/units/index.ts";

/** Where the password of a pool is kept: a key of a Kubernetes Secret. Never the password. */
export interface SecretReference {
  readonly name: string;
  readonly key: string;
}

export interface Pool {
  /** `stratum+tcp://host:port` or `stratum2+tcp://host:port/authority-key`. */
  readonly url: string;
  /** The account, or account.worker; `{site}` and `{zone}` are replaced. */
  readonly user: string;
  /** A Secret in the zone's namespace. @default - the pool asks for no password */
  readonly passwordSecret?: SecretReference | undefined;
}

export interface PoolGroup {
  readonly name: string;
  /** The group's share of the hashrate, relative to the other groups' quotas: a whole number of 1 or more. @default 1 */
  readonly quota?: number | undefined;
  /** A fixed share in place of a quota, of every group of the set or of none. @default - by quota */
  readonly share?: Percentage | undefined;
  /** In order of preference: each is used while those before it are down. */
  readonly pools: readonly Pool[];
}

/** Pools that the miners of a zone work for. A pool set of the site document is one. */
export interface PoolSet {
  readonly name: string;
  readonly groups: readonly PoolGroup[];
}

/** A pool as a proxy uses it: its address split up, its user without placeholders. */
export interface Upstream {
  readonly url: string;
  readonly endpoint: PoolUrl;
  readonly user: string;
}

/** A group as a proxy uses it. */
export interface UpstreamGroup {
  readonly name: string;
  /** Relative to the other groups: a whole number. Fixed shares come as the smallest that stand in their ratio. */
  readonly quota: number;
  readonly upstreams: readonly Upstream[];
}

/** The pools of a zone as a proxy uses them, and all that is wrong with them. */
export function resolvePools(
  poolSet: PoolSet,
  names: { readonly site: string; readonly zone: string },
): { readonly groups: readonly UpstreamGroup[]; readonly problems: readonly string[] } {
  const problems = [...groupProblems(poolSet)];
  const quotas = quotasOf(poolSet.groups);
  const groups = poolSet.groups.map(({ name, pools }, at) => ({
    name,
    quota: quotas[at] ?? 1,
    upstreams: pools.flatMap(({ url, user }, index) => {
      const place = `group "${name}", pool ${index + 1}`;
      const wrongUser = userProblem(user);
      if (wrongUser !== undefined) problems.push(`${place}: ${wrongUser}`);
      const parsed = parsePoolUrl(url);
      if ("problem" in parsed) problems.push(`${place}: ${parsed.problem}`);
      else if (parsed.value.scheme === "stratum+ssl") {
        problems.push(`${place}: ${url}: no proxy takes stratum+ssl://, only miners may; use stratum+tcp://`);
      }
      return "problem" in parsed ? [] : [{ url, endpoint: parsed.value, user: filledUser(user, names) }];
    }),
  }));
  if (problems.length === 0) problems.push(...hostProblems(poolSet.name, groups));
  return { groups, problems };
}

function groupProblems({ name: set, groups }: PoolSet): readonly string[] {
  const names = groups.map(({ name }) => name);
  const shares = sharesProblem(groups);
  const repeated = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  return [
    ...repeated.map((name) => `pool set "${set}" has two groups called "${name}": rename one`),
    ...groups
      .filter(({ quota }) => quota !== undefined && (!Number.isInteger(quota) || quota < 1))
      .map(({ name, quota }) => `group "${name}": quota ${quota}: give a whole number of 1 or more`),
    ...(shares === undefined ? [] : [`pool set "${set}": ${shares}`]),
    ...groups
      .filter(({ pools }) => pools.length === 0)
      .map(({ name }) => `group "${name}" has no pools: give it one, or remove it`),
  ];
}

/** One provider's outage must not stop a zone. */
function hostProblems(set: string, groups: readonly UpstreamGroup[]): readonly string[] {
  const hosts = new Set(
    groups.flatMap(({ upstreams }) => upstreams.map(({ endpoint }) => endpoint.host.toLowerCase())),
  );
  if (hosts.size >= 2) return [];
  const reached = hosts.size === 0 ? "no pool" : `only ${[...hosts].join("")}`;
  return [
    `pool set "${set}" reaches ${reached}: add a pool on another host, so that one outage does not stop the zone`,
  ];
}

/**
 * Which Secret belongs to which pool, as text for an annotation: `main/1=pool-a/password`; undefined where no pool has
 * one. Neither proxy sends a password upstream; what reads the references is the configuration of miners that connect to
 * a pool themselves, so they are recorded beside the pools they belong to, and nothing mounts the Secrets.
 */
export function secretReferences({ groups }: PoolSet): string | undefined {
  const references = groups.flatMap(({ name, pools }) =>
    pools.flatMap(({ passwordSecret }, index) =>
      passwordSecret === undefined
        ? []
        : [`${name}/${index + 1}=${passwordSecret.name}/${passwordSecret.key}`],
    ),
  );
  return references.length === 0 ? undefined : references.join(",");
}
