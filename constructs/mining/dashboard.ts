import { createHash } from "node:crypto";
import type { Hashrate } from "../../site/units/index.ts";
import type { ProxyKind } from "./proxy.ts";
import { replicas } from "./proxy-deployment.ts";
import { proxyMetrics, seriesOf } from "./proxy-metrics.ts";

/** The format that Grafana 11 writes; later ones read it. */
const schemaVersion = 39;

/** A zone as the dashboard shows it. */
export interface DashboardZone {
  readonly name: string;
  readonly title: string | undefined;
  readonly namespace: string;
  readonly proxy: ProxyKind;
  readonly hashrate: Hashrate;
  readonly miners: number;
}

interface Query {
  readonly expr: string;
  readonly legend: string;
}

interface Graph {
  readonly title: string;
  readonly unit: string;
  readonly queries: readonly Query[];
}

/** Grafana's grid: columns, and the height of what stands in it. */
const columns = 24;
const rowHeight = 1;
const graphHeight = 7;

/**
 * The dashboard of a site's mining: a row a zone, by name. Its only input is the choice of the Prometheus to ask. The
 * same site always has the same address in Grafana, so an import replaces the one before.
 */
export function miningDashboard(site: string, zones: readonly DashboardZone[]) {
  return {
    uid: `busbar-mining-${createHash("sha256").update(site).digest("hex").slice(0, 12)}`,
    title: `Mining at ${site}`,
    tags: ["busbar", "mining", site],
    schemaVersion,
    editable: false,
    timezone: "browser",
    time: { from: "now-24h", to: "now" },
    refresh: "1m",
    annotations: { list: [] },
    templating: {
      list: [{ name: "datasource", label: "Prometheus", type: "datasource", query: "prometheus" }],
    },
    panels: zones.flatMap(zonePanels),
  };
}

function zonePanels(zone: DashboardZone, index: number) {
  const y = index * (rowHeight + graphHeight);
  const graphs = graphsOf(zone);
  // A row and its graphs: every zone has as many.
  const before = index * (1 + graphs.length);
  const width = columns / graphs.length;
  const title = zone.title === undefined ? zone.name : `${zone.name}: ${zone.title}`;
  return [
    {
      id: before + 1,
      type: "row",
      title,
      collapsed: false,
      gridPos: { x: 0, y, w: columns, h: rowHeight },
      panels: [],
    },
    ...graphs.map(({ title, unit, queries }, at) => ({
      id: before + 2 + at,
      type: "timeseries",
      title: `${zone.name} ${title}`,
      datasource,
      gridPos: { x: at * width, y: y + rowHeight, w: width, h: graphHeight },
      fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
      targets: queries.map(({ expr, legend }, query) => ({
        refId: String.fromCharCode(65 + query),
        datasource,
        expr,
        legendFormat: legend,
      })),
    })),
  ];
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana fills in the variable of this name.
const datasource = { type: "prometheus", uid: "${datasource}" };

/** Four of the same for each zone, whatever its proxy: what is asked for differs, what is shown does not. */
function graphsOf(zone: DashboardZone): readonly Graph[] {
  const metrics = proxyMetrics[zone.proxy];
  const of = seriesOf(zone.namespace);
  const nameplate = `vector(${Math.round(zone.hashrate.terahashes * 1e12)})`;
  return [
    {
      title: "hashrate",
      unit: "Hs",
      queries: [
        { expr: metrics.hashrate(of), legend: "delivered" },
        { expr: nameplate, legend: "nameplate" },
      ],
    },
    {
      title: "miners",
      unit: "none",
      queries: [
        { expr: metrics.miners(of), legend: "connected" },
        { expr: `vector(${zone.miners})`, legend: "installed" },
      ],
    },
    {
      title: "rejected shares",
      unit: "percentunit",
      queries: [{ expr: metrics.rejected(of), legend: "rejected" }],
    },
    {
      title: "proxy",
      unit: "none",
      queries: [
        { expr: `sum(up{${of}})`, legend: `replicas, of ${replicas}` },
        { expr: metrics.pools(of), legend: "channels to pools" },
      ],
    },
  ];
}
