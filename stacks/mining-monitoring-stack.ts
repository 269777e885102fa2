import type { Construct } from "constructs";
import { MiningMonitoring } from "../constructs/mining-monitoring.ts";
import type { Site } from "../site/site.ts";
import { zoneRules } from "./mining-rules.ts";
import { miningZones } from "./mining-stack.ts";
import { SiteStack, type SiteStackProps } from "./site-stack.ts";

/** What watches the proxies of all mining zones. It needs the operator's API, so it follows the mining stack. */
export class MiningMonitoringStack extends SiteStack {
  constructor(scope: Construct, id: string, props: SiteStackProps & { readonly site: Site }) {
    super(scope, id, props);
    const { site } = props;
    for (const zone of miningZones(site)) {
      const rules = zoneRules(site, zone);
      if (rules === undefined) continue;
      new MiningMonitoring(this, zone.name, {
        site: { siteName: site.name },
        zone: zone.name,
        rules,
        labels: site.document.monitoring?.labels,
      });
    }
  }
}
