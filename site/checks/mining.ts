import { parsePoolUrl } from "../mining/pool-url.ts";
import type { MinerModel, PoolSet } from "../schema/site-document.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** Pools that miners can reach and trust, miners whose figures agree with each other. */
export function checkMining(documents: Documents): Finding[] {
  const { site } = documents;
  return [
    ...site.poolSets.flatMap((set, index) => [...poolUrls(set, index), ...poolHosts(set, index)]),
    ...site.minerModels.flatMap((model, index) => minerFigures(model, index)),
    ...proxies(documents),
  ];
}

function poolUrls(set: PoolSet, index: number): Finding[] {
  return set.groups.flatMap((group, at) =>
    group.pools.flatMap((pool, slot) => {
      const parsed = parsePoolUrl(pool.url);
      return "problem" in parsed
        ? [inSite(["poolSets", index, "groups", at, "pools", slot, "url"], parsed.problem)]
        : [];
    }),
  );
}

/** One provider's outage must not stop a zone. */
function poolHosts(set: PoolSet, index: number): Finding[] {
  const parsed = set.groups.flatMap(({ pools }) => pools.map(({ url }) => parsePoolUrl(url)));
  if (parsed.some((url) => "problem" in url)) return [];
  const hosts = new Set(parsed.map((url) => ("value" in url ? url.value.host : "")));
  if (hosts.size >= 2) return [];
  const message = `pool set "${set.name}" reaches only ${[...hosts].join("")}: add a pool on another host, so that one outage does not stop its zones`;
  return [inSite(["poolSets", index], message)];
}

/** Power, hashrate and efficiency are stated apart; if they disagree by over 2 %, one of them is wrong. */
function minerFigures(model: MinerModel, index: number): Finding[] {
  const watts = model.power.value.watts;
  const implied = model.hashrate.value.terahashes * model.efficiency.value.joulesPerTerahash;
  if (Math.abs(watts - implied) / watts < 0.02) return [];
  const message = `"${model.name}": ${model.hashrate.value} at ${model.efficiency.value} makes ${Math.round(implied)} W, but its power is ${Math.round(watts)} W: they must agree within 2 %`;
  return [inSite(["minerModels", index], message)];
}

/** What each proxy speaks to pools. Farm Proxy's documentation knows plain Stratum V1 only. */
const schemes = { "farm-proxy": "stratum+tcp://", "sv2-translator": "stratum2+tcp://" } as const;

/** A zone's proxy must speak what its pools do. */
function proxies({ site }: Documents): Finding[] {
  return site.zones.flatMap((zone, index) => {
    const set = site.poolSets.find(({ name }) => name === zone.mining?.poolSet);
    if (zone.mining === undefined || set === undefined) return [];
    const { kind } = zone.mining.proxy;
    // A URL that is none was reported already.
    const wrong = set.groups
      .flatMap(({ pools }) => pools)
      .find(({ url }) => "value" in parsePoolUrl(url) && !url.startsWith(schemes[kind]));
    const at = ["zones", index, "mining", "proxy", "kind"];
    if (wrong !== undefined) {
      return [
        inSite(at, `${kind} takes pools at ${schemes[kind]}…, but pool set "${set.name}" has ${wrong.url}`),
      ];
    }
    if (kind === "sv2-translator" && set.groups.length > 1) {
      return [
        inSite(
          at,
          `${kind} has one list of upstreams, but pool set "${set.name}" splits hashrate over ${set.groups.length} groups: use one group`,
        ),
      ];
    }
    return [];
  });
}
