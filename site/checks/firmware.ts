import { can, type Firmware, firmwareCapabilities, firmwareThatCan } from "../mining/firmware.ts";
import { directSet, speaks } from "../mining/miner-pools.ts";
import { parsePoolUrl } from "../mining/pool-url.ts";
import type { PoolSet, Zone } from "../schema/site-document.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/**
 * What a document asks of firmware that cannot do it. Pausing is no question here: every firmware that a document can name
 * pauses on command, of WhatsMiner's in some versions.
 */
export function checkFirmware({ site }: Documents): Finding[] {
  return site.zones.flatMap((zone, index) => {
    const set = site.poolSets.find(({ name }) => name === zone.mining?.poolSet);
    if (zone.mining === undefined || set === undefined) return [];
    return [
      ...splits(zone.mining, set, index),
      ...directPools(zone.mining, directSet(set, site.poolSets), index),
      ...makers(zone.mining, index),
    ];
  });
}

type Mining = NonNullable<Zone["mining"]>;

/** Farm Proxy splits whatever the miners are. The translator does not, and its miners see it as one pool. */
function splits({ proxy, asics }: Mining, set: PoolSet, index: number): Finding[] {
  if (proxy.kind !== "sv2-translator" || set.groups.length === 1) return [];
  const how = set.groups.some(({ share }) => share !== undefined) ? "fixedShare" : "groups";
  const what = how === "groups" ? "pool groups" : "fixed shares";
  const without = [...new Set(asics.map(({ firmware }) => firmware))].filter((each) => !can(each, how));
  const firmware = without.length === 0 ? "" : `, and ${titles(without)} ${lacks(without, how)} ${what}`;
  const message = `sv2-translator has one list of upstreams${firmware}, but pool set "${set.name}" splits hashrate over ${set.groups.length} groups: use one group, or farm-proxy, which splits for any firmware; by themselves only ${firmwareThatCan(how).join(", ")} could`;
  return [inSite(["zones", index, "mining", "proxy", "kind"], message)];
}

function titles(firmwares: readonly Firmware[]): string {
  return firmwares.map((each) => firmwareCapabilities[each].title).join(" and ");
}

function lacks(firmwares: readonly Firmware[], how: "fixedShare" | "groups"): string {
  return firmwares.every((each) => firmwareCapabilities[each][how].value === "no")
    ? "has no"
    : "is not known to have";
}

/** Miners that are told where their proxy is are also given pools for the time when it does not answer. */
function directPools({ proxy, asics }: Mining, direct: PoolSet, index: number): Finding[] {
  const urls = direct.groups.flatMap(({ pools }) => pools.map(({ url }) => url));
  if (proxy.address === undefined || urls.some((url) => "problem" in parsePoolUrl(url))) return [];
  return asics.flatMap(({ name, firmware }, at) => {
    if (urls.some((url) => speaks(firmware, url))) return [];
    const message = `the miners of "${name}" need pools for when their proxy does not answer, but pool set "${direct.name}" has only ${unspoken(firmware, urls)}: name a set of stratum+tcp:// pools as its fallback`;
    return [inSite(["zones", index, "mining", "asics", at, "firmware"], message)];
  });
}

/** What pools speak that a firmware does not speak to any of. */
function unspoken(firmware: Firmware, urls: readonly string[]): string {
  const { title, stratumV2 } = firmwareCapabilities[firmware];
  const tls = `Stratum over TLS, which ${title} cannot be told: its URLs have no scheme`;
  const v2 = urls.filter((url) => url.startsWith("stratum2+"));
  if (v2.length === 0) return tls;
  const not = stratumV2.value === "unknown" ? "is not known to speak" : "does not speak";
  const than = `Stratum V2, which ${title} ${not} by itself (${firmwareThatCan("stratumV2").join(", ")} does)`;
  return v2.length === urls.length ? than : `${than}, and ${tls}`;
}

/** Makers whose miners run nobody else's stock firmware, by how the catalog's names of their models begin. */
const stockFirmware: readonly (readonly [prefix: string, firmware: Firmware])[] = [
  ["antminer-", "stock"],
  ["whatsminer-", "whatsminer"],
  ["sealminer-", "sealminer"],
  ["proto-", "proto"],
];

/** What one maker's firmware is sent means nothing to another's miner. */
function makers({ asics }: Mining, index: number): Finding[] {
  return asics.flatMap(({ model, firmware }, at) => {
    const own = stockFirmware.find(([prefix]) => model.startsWith(prefix))?.[1];
    const isStock = stockFirmware.some(([, stock]) => stock === firmware);
    if (own === undefined || !isStock || own === firmware) return [];
    const message = `${firmwareCapabilities[firmware].title} firmware does not run on ${model}: its maker's is "${own}"`;
    return [inSite(["zones", index, "mining", "asics", at, "firmware"], message)];
  });
}
