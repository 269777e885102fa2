import type { Construct } from "constructs";
import { MiningZone, type MiningZoneProps } from "../constructs/mining-zone.ts";
import { miningPriority } from "../constructs/priority-classes.ts";
import type { Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { drawsMiningLoad, stateOn } from "../site/zone-state.ts";
import { SiteStack, type SiteStackProps } from "./site-stack.ts";

/** The zones that mine on the day that is deployed. */
export function miningZones(site: Site): Zone[] {
  const { effectiveDate } = site.document;
  return site.zones.filter(
    (zone) => zone.mining !== undefined && drawsMiningLoad(stateOn(zone, effectiveDate)?.state),
  );
}

/** The proxies of all mining zones: each zone's objects depend on that zone alone. */
export class MiningStack extends SiteStack {
  constructor(scope: Construct, id: string, props: SiteStackProps & { readonly site: Site }) {
    super(scope, id, props);
    for (const zone of miningZones(props.site)) {
      const zoneProps = miningZoneProps(props.site, zone);
      if (zoneProps !== undefined) new MiningZone(this, zone.name, zoneProps);
    }
  }
}

/** A zone as its document has it; undefined where it does not mine. */
export function miningZoneProps(site: Site, { name, mining }: Zone): MiningZoneProps | undefined {
  const poolSet = site.document.poolSets.find((set) => set.name === mining?.poolSet);
  if (mining === undefined || poolSet === undefined) return undefined;
  const rates = mining.asics.map(({ model }) => site.minerModel(model).hashrate.value);
  return {
    site: { siteName: site.name },
    name,
    poolSet,
    proxy: mining.proxy,
    tenantPrefixes: site.document.fabrics.map(({ pools }) => pools.prefixes),
    asicNetworks: mining.asics.map(({ network }) => network.cidr),
    weakestMiner: rates.reduce((a, b) => (a.exceeds(b) ? b : a)),
    priorityClassName: miningPriority,
    monitoringNamespace: site.document.monitoring?.namespace,
    owner: mining.owner,
  };
}
