import { parsePoolUrl } from "../mining/pool-url.ts";
import { userProblem } from "../mining/pool-user.ts";
import { sharesProblem } from "../mining/shares.ts";
import { templateProblem } from "../mining/worker-name.ts";
import { suggestion } from "../schema/closed.ts";
import type { PoolSet } from "../schema/site-document.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** Pool sets, each by itself: pools that exist and can be trusted, shares that add up, names that pools take. */
export function checkPools({ site }: Documents): Finding[] {
  return site.poolSets.flatMap((set, index) => [
    ...poolUrls(set, index),
    ...poolHosts(set, index),
    ...groups(set, index),
    ...templates(set, index),
    ...fallbacks(set, index, site.poolSets),
  ]);
}

function poolUrls(set: PoolSet, index: number): Finding[] {
  return set.groups.flatMap((group, at) => {
    const seen = new Set<string>();
    return group.pools.flatMap((pool, slot) => {
      const path = ["poolSets", index, "groups", at, "pools", slot];
      const parsed = parsePoolUrl(pool.url);
      const urlProblem = "problem" in parsed ? parsed.problem : repeated(pool.url, group.name, seen);
      const wrongUser = userProblem(pool.user);
      return [
        ...(urlProblem === undefined ? [] : [inSite([...path, "url"], urlProblem)]),
        ...(wrongUser === undefined ? [] : [inSite([...path, "user"], wrongUser)]),
      ];
    });
  });
}

/** A pool that is down is down in its second place as well. */
function repeated(url: string, group: string, seen: Set<string>): string | undefined {
  // Hosts are the same in any case; a key is not, but then the host before it decides.
  const key = url.toLowerCase();
  if (seen.has(key))
    return `${url} stands twice in group "${group}": a second try at the same pool helps nobody, name another`;
  seen.add(key);
  return undefined;
}

/** One provider's outage must not stop a zone. */
function poolHosts(set: PoolSet, index: number): Finding[] {
  const parsed = set.groups.flatMap(({ pools }) => pools.map(({ url }) => parsePoolUrl(url)));
  if (parsed.some((url) => "problem" in url)) return [];
  const hosts = new Set(parsed.map((url) => ("value" in url ? url.value.host.toLowerCase() : "")));
  if (hosts.size >= 2) return [];
  const message = `pool set "${set.name}" reaches only ${[...hosts].join("")}: add a pool on another host, so that one outage does not stop its zones`;
  return [inSite(["poolSets", index], message)];
}

function groups(set: PoolSet, index: number): Finding[] {
  const names = set.groups.map(({ name }) => name);
  const twice = names.flatMap((name, at) => (names.indexOf(name) === at ? [] : [{ name, at }]));
  const shares = sharesProblem(set.groups);
  return [
    ...twice.map(({ name, at }) =>
      inSite(
        ["poolSets", index, "groups", at, "name"],
        `pool set "${set.name}" has two groups called "${name}": rename one`,
      ),
    ),
    ...(shares === undefined
      ? []
      : [inSite(["poolSets", index, "groups"], `pool set "${set.name}": ${shares}`)]),
  ];
}

function templates(set: PoolSet, index: number): Finding[] {
  const problem = templateProblem(set.workerName);
  return problem === undefined ? [] : [inSite(["poolSets", index, "workerName"], problem)];
}

function fallbacks({ fallback }: PoolSet, index: number, sets: readonly PoolSet[]): Finding[] {
  const names = sets.map(({ name }) => name);
  if (fallback === undefined || names.includes(fallback)) return [];
  const message = `there is no pool set "${fallback}": ${suggestion(fallback, names)}`;
  return [inSite(["poolSets", index, "fallback"], message)];
}
