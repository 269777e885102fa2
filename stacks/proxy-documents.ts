import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ruleFile } from "../constructs/mining/alerts.ts";
import { type DashboardZone, miningDashboard } from "../constructs/mining/dashboard.ts";
import { jobDeclaratorUpstream } from "../constructs/mining/job-declarator.ts";
import { miningNamespace } from "../constructs/mining/names.ts";
import { resolvePools } from "../constructs/mining/pools.ts";
import { proxies, translatorProps } from "../constructs/mining/proxy.ts";
import { environmentFile, translatorEnvironment } from "../constructs/mining/sv2-translator-env.ts";
import { fleetOf } from "../site/mining/fleet.ts";
import type { Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { zoneRules } from "./mining-rules.ts";
import { miningZoneProps, miningZones } from "./mining-stack.ts";

/** Where they are below the output folder: beside what the zones' miners are configured with. */
const folder = "mining";

/**
 * What those read who watch the proxies, or run one outside of Kubernetes, on the site's effective date: by path below
 * the output folder, their text. All of a zone is in a folder of its own; the dashboard is the site's.
 */
export function proxyDocuments(site: Site): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const zones = miningZones(site);
  for (const zone of zones) {
    const rules = zoneRules(site, zone);
    if (rules !== undefined) files.set(`${folder}/${zone.name}/alerts.yaml`, ruleFile([rules]));
    const environment = translatorFile(site, zone);
    if (environment !== undefined) files.set(`${folder}/${zone.name}/translator.env`, environment);
  }
  if (zones.length > 0) {
    const dashboard = miningDashboard(
      site.name,
      zones.flatMap((zone) => shown(site, zone) ?? []),
    );
    files.set(`${folder}/dashboard.json`, `${JSON.stringify(dashboard, null, 2)}\n`);
  }
  return files;
}

/** Writes the documents into a folder. */
export function writeProxyDocuments(output: string, site: Site): void {
  for (const [file, text] of proxyDocuments(site)) {
    mkdirSync(dirname(join(output, file)), { recursive: true });
    writeFileSync(join(output, file), text);
  }
}

/** What a zone's translator is configured with, as environment variables; undefined where it has another proxy. */
function translatorFile(site: Site, zone: Zone): string | undefined {
  const props = miningZoneProps(site, zone);
  if (props?.proxy.kind !== "sv2-translator") return undefined;
  const names = { site: site.name, zone: zone.name };
  const { groups } = resolvePools(props.poolSet, names);
  const { jobDeclarator, port = proxies["sv2-translator"].port } = props.proxy;
  const pools = groups.flatMap(({ upstreams }) => upstreams);
  const environment = translatorEnvironment(
    translatorProps({
      ...names,
      port,
      groups,
      weakestMiner: props.weakestMiner,
      ...(jobDeclarator && { jobDeclarator: jobDeclaratorUpstream(jobDeclarator, pools) }),
    }),
  );
  return environmentFile(environment);
}

function shown(site: Site, zone: Zone): DashboardZone | undefined {
  const { name, title, mining } = zone;
  if (mining === undefined) return undefined;
  const { hashrate, miners } = fleetOf(zone, (model) => site.minerModel(model));
  return { name, title, namespace: miningNamespace(name), proxy: mining.proxy.kind, hashrate, miners };
}
