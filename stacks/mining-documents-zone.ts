import { minerFiles } from "../constructs/mining/miners/miner-files.ts";
import { workersFile } from "../constructs/mining/miners/workers.ts";
import { firmwareCapabilities, firmwareSources, type Stated } from "../site/mining/firmware.ts";
import { minerPlaces } from "../site/mining/miner-address.ts";
import { directSet, type MinerPoolGroup, minerPools } from "../site/mining/miner-pools.ts";
import { proxyUrl } from "../site/mining/proxy-address.ts";
import type { AsicGroup } from "../site/schema/mining.ts";
import type { PoolSet, Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { stateOn } from "../site/zone-state.ts";

/** What the miners of a zone are given on the site's effective date. */
export interface ZoneMiners {
  /** What people and fleet managers read first: who owns the hashrate, what each group is given, and where passwords are. */
  readonly record: object;
  /** File names, and their text. */
  readonly files: ReadonlyMap<string, string>;
}

/** Undefined where the document does not say where miners reach the proxy: nobody could then point them there. */
export function zoneMiners(site: Site, zone: Zone): ZoneMiners | undefined {
  const { mining, name } = zone;
  const set = site.document.poolSets.find((each) => each.name === mining?.poolSet);
  const proxy = mining === undefined ? undefined : proxyUrl(mining.proxy);
  if (mining === undefined || set === undefined || proxy === undefined) return undefined;
  const state = stateOn(zone, site.document.effectiveDate)?.state;
  const files = new Map<string, string>();
  const asics = mining.asics.map((group) =>
    writeGroup({ site, zone: name, group, set, proxy: state === "draining" ? undefined : proxy }, files),
  );
  const owner = mining.owner === undefined ? {} : { owner: mining.owner };
  const hashrate = mining.owner === undefined ? "own" : "hosted";
  return {
    record: { version: 1, site: site.name, zone: name, state, hashrate, ...owner, proxy, asics },
    files,
  };
}

interface GroupProps {
  readonly site: Site;
  readonly zone: string;
  readonly group: AsicGroup;
  readonly set: PoolSet;
  /** The proxy's URL; undefined while the zone is drained. */
  readonly proxy: string | undefined;
}

/** Writes the files of a group, and returns its part of the record. */
function writeGroup({ site, zone, group, set, proxy }: GroupProps, files: Map<string, string>): object {
  const direct = directSet(set, site.document.poolSets);
  const names = { site: site.name, zone };
  const groups = minerPools({ names, firmware: group.firmware, proxyUrl: proxy, direct });
  const { title } = site.minerModel(group.model);
  const places = minerPlaces(group);
  const written = [
    ...minerFiles(group.firmware, title, groups),
    ...(places.length === 0
      ? []
      : [workersFile({ ...names, template: set.workerName, places, groups, proxyUrl: proxy })]),
  ];
  for (const { suffix, text } of written) files.set(`${group.name}.${suffix}`, text);
  const { pause, powerLimit } = firmwareCapabilities[group.firmware];
  return {
    name: group.name,
    model: group.model,
    count: group.count.value,
    firmware: group.firmware,
    pause: statement(pause),
    powerLimit: statement(powerLimit),
    files: written.map(({ suffix }) => `${group.name}.${suffix}`),
    groups: groups.map(poolsRecord),
    ...notes(groups),
  };
}

/** What curtailment may count on, and whether the maker says so. */
function statement({ value, source }: Stated<string>): object {
  if (source === undefined) return { support: value };
  return {
    support: value,
    source: firmwareSources[source].title,
    verified: firmwareSources[source].verified,
  };
}

function poolsRecord({ name, quota, share, pools }: MinerPoolGroup): object {
  return {
    name,
    ...(share === undefined ? { quota } : { share: String(share) }),
    pools: pools.map(({ url, user, passwordSecret }) => ({
      url,
      user,
      ...(passwordSecret !== undefined && { passwordSecret: { ...passwordSecret } }),
    })),
  };
}

/** What nobody vouches for. */
function notes(groups: readonly MinerPoolGroup[]): object {
  const tls = groups.flatMap(({ pools }) => pools.filter(({ url }) => url.startsWith("stratum+ssl://")));
  return tls.length === 0
    ? {}
    : { unverified: tls.map(({ url }) => `whether this firmware takes ${url}, which is Stratum over TLS`) };
}
