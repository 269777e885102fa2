import { parsePoolUrl } from "../mining/pool-url.ts";
import { proxyAddressProblem, proxyEndpoint, proxyPortProblem, proxyPorts } from "../mining/proxy-address.ts";
import type { MinerModel, PoolSet } from "../schema/site-document.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";
import { checkFirmware } from "./firmware.ts";
import { checkHashrateOwners } from "./hashrate-owners.ts";
import { checkPools } from "./pools.ts";
import { checkWorkers } from "./workers.ts";

/** Pools that miners can reach and trust, miners whose figures agree with each other. */
export function checkMining(documents: Documents): Finding[] {
  const { site } = documents;
  return [
    ...checkPools(documents),
    ...site.minerModels.flatMap((model, index) => minerFigures(model, index)),
    ...proxies(documents),
    ...proxyPortsTaken(documents),
    ...proxyAddresses(documents),
    ...checkFirmware(documents),
    ...checkWorkers(documents),
    ...checkHashrateOwners(documents),
  ];
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
    const wrong = wrongScheme(set, schemes[kind]);
    if (wrong === undefined) return [];
    const message = `${kind} takes pools at ${schemes[kind]}…, but pool set "${set.name}" has ${wrong}`;
    return [inSite(["zones", index, "mining", "proxy", "kind"], message)];
  });
}

function wrongScheme(set: PoolSet, scheme: string): string | undefined {
  // A URL that is none was reported already.
  const urls = set.groups.flatMap(({ pools }) => pools.map(({ url }) => url));
  return urls.find((url) => "value" in parsePoolUrl(url) && !url.startsWith(scheme));
}

/** Every port that a proxy's pod has already is not for miners. */
function proxyPortsTaken({ site }: Documents): Finding[] {
  return site.zones.flatMap(({ mining }, index) => {
    if (mining === undefined) return [];
    const { kind, port = proxyPorts[kind], jobDeclarator } = mining.proxy;
    const problem = proxyPortProblem(kind, port, jobDeclarator !== undefined);
    return problem === undefined ? [] : [inSite(["zones", index, "mining", "proxy", "port"], problem)];
  });
}

/** Two proxies at one place are one proxy: the miners of one zone would work for another's pools. */
function proxyAddresses({ site }: Documents): Finding[] {
  const owners = new Map<string, string>();
  return site.zones.flatMap(({ name, mining }, index) => {
    const { address } = mining?.proxy ?? {};
    const endpoint = mining && proxyEndpoint(mining.proxy);
    if (address === undefined || endpoint === undefined) return [];
    const at = ["zones", index, "mining", "proxy", "address"];
    const problem = proxyAddressProblem(address);
    if (problem !== undefined) return [inSite(at, problem)];
    const owner = owners.get(endpoint);
    owners.set(endpoint, owner ?? name);
    if (owner === undefined) return [];
    // A Service that keeps the miners' addresses shares its own with no other, whatever their ports.
    const own = endpoint === address ? "an address of its own" : "an address or a port of its own";
    return [inSite(at, `${endpoint} is already the proxy of zone "${owner}": give each zone's ${own}`)];
  });
}
