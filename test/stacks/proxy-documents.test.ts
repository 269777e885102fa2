import { load } from "js-yaml";
import { expect, test } from "vitest";
import { labelsOf } from "../../cluster/rehearse/tenants.ts";
import { zoneLabel } from "../../constructs/identity.ts";
import { App } from "../../constructs/kubernetes/cdktf.ts";
import { objectsOf } from "../../constructs/kubernetes/index.ts";
import type { RuleGroup } from "../../constructs/mining/alerts.ts";
import { Clusters } from "../../site/clusters.ts";
import { addDays, day } from "../../site/day.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { MiningMonitoringStack } from "../../stacks/mining-monitoring-stack.ts";
import { MiningStack } from "../../stacks/mining-stack.ts";
import { proxyDocuments } from "../../stacks/proxy-documents.ts";
import { mine, rooms, siteOf, siteWith, type ZoneInput } from "../support/sites.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const states: ZoneInput["states"] = [
  { state: "mining", from: "2024-01-01" },
  { state: "draining", from: "2026-03-01" },
  { state: "stripped", from: "2026-03-08" },
];
const stays = mine("stays", 310);
const goes = mine("goes", 311, { states, ai: rooms() });

function siteOn(effectiveDate: string, change: Partial<SiteInput> = {}) {
  return siteOf(siteWith([stays, goes], { effectiveDate, ...change }));
}

/** What is deployed on a day, by zone. */
function deployed(site: ReturnType<typeof siteOn>, Stack: typeof MiningStack | typeof MiningMonitoringStack) {
  const app = new App({ outdir: temporaryFolder() });
  const cluster = new Clusters(site.document).operations;
  const stack = new Stack(app, "mining", { document: site.document, cluster, site });
  const objects = objectsOf(stack).map(({ object }) => object);
  const of = (zone: string) => objects.filter((object) => labelsOf(object)[zoneLabel] === zone);
  return { stays: of("stays"), goes: of("goes") };
}

const days = Array.from({ length: 10 }, (_, later) => addDays(day("2026-02-27"), later));

test("On every day of a drain the zone's proxy serves, the same to the byte, and until it is stripped", () => {
  const before = deployed(siteOn("2026-02-28"), MiningStack);
  expect(before.goes.map(({ kind }) => kind)).toContain("Deployment");
  for (const on of days) {
    const { goes } = deployed(siteOn(on), MiningStack);
    expect(JSON.stringify(goes), on).toBe(JSON.stringify(on < "2026-03-08" ? before.goes : []));
  }
});

test("Whatever becomes of a zone that is drained, the other zones' objects and documents do not change by a byte", () => {
  const before = deployed(siteOn("2026-02-27"), MiningStack).stays;
  const documents = (on: string) =>
    [...proxyDocuments(siteOn(on))].filter(([file]) => file.startsWith("mining/stays/"));
  expect(documents("2026-02-27").map(([file]) => file)).toEqual(["mining/stays/alerts.yaml"]);
  for (const on of days) {
    expect(JSON.stringify(deployed(siteOn(on), MiningStack).stays), on).toBe(JSON.stringify(before));
    expect(documents(on), on).toEqual(documents("2026-02-27"));
  }
});

test("Moving the day to strip a zone keeps everything that is there", () => {
  const later = states.map((one) => (one.state === "stripped" ? { ...one, from: "2026-06-01" } : one));
  const site = siteOf(siteWith([stays, { ...goes, states: later }], { effectiveDate: "2026-03-20" }));
  const during = deployed(siteOn("2026-03-05"), MiningStack).goes;
  expect(JSON.stringify(deployed(site, MiningStack).goes)).toBe(JSON.stringify(during));
});

function rulesOn(on: string): string[] {
  const text = proxyDocuments(siteOn(on)).get("mining/goes/alerts.yaml");
  if (text === undefined) return [];
  return (load(text) as { groups: RuleGroup[] }).groups.flatMap(({ rules }) =>
    rules.map(({ alert }) => alert),
  );
}

test("From the first day of the drain its rules are about the drain, and after the last they are gone", () => {
  expect(rulesOn("2026-02-28")).toContain("MiningHashrateLow");
  for (const on of ["2026-03-01", "2026-03-07"]) {
    expect(rulesOn(on)).not.toContain("MiningHashrateLow");
    expect(rulesOn(on)).toEqual(expect.arrayContaining(["MiningDrainFinished", "MiningDrainLate"]));
  }
  expect(rulesOn("2026-03-08")).toEqual([]);
});

test("Behind a job declarator client no rule pretends to know which pool the client works for", () => {
  const key = "9awtMD5KQgvRUh2yFbjVeT7b6hjipWcAsQHd6wEhgtDT9soosna";
  const pools = ["one", "two"].map((name) => ({
    url: `stratum2+tcp://${name}.example:3333/${key}`,
    user: `${name}.{zone}`,
  }));
  const jobDeclarator = {
    servers: pools.map((_, index) => ({
      pool: `${["one", "two"][index]}.example`,
      address: `jds-${index}.example:3334`,
    })),
    templateProvider: { address: "10.0.0.7:8442" },
    authorityKey: key,
    secret: { name: "client" },
    rewardAddress: "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
  };
  const alertsWith = (client?: typeof jobDeclarator) => {
    const zone = mine("stays", 310);
    const proxy = {
      kind: "sv2-translator" as const,
      serviceNodes: "edge",
      ...(client && { jobDeclarator: client }),
    };
    const mining = zone.mining && { ...zone.mining, proxy };
    const sets = [{ name: zone.mining?.poolSet ?? "", groups: [{ name: "main", pools }] }];
    const site = siteOf(siteWith([{ ...zone, ...(mining && { mining }) }], { poolSets: sets }));
    return proxyDocuments(site).get("mining/stays/alerts.yaml");
  };
  expect(alertsWith()).toContain('user_identity!="one.translator-proxy"');
  expect(alertsWith(jobDeclarator)).not.toContain("MiningOnFallbackPool");
});

test("The dashboard shows the zones that mine on the day", () => {
  const rowsOn = (on: string) => {
    const dashboard = JSON.parse(proxyDocuments(siteOn(on)).get("mining/dashboard.json") ?? "{}");
    return dashboard.panels
      .filter(({ type }: { type: string }) => type === "row")
      .map(({ title }: { title: string }) => title);
  };
  expect(rowsOn("2026-03-07")).toEqual(["stays", "goes"]);
  expect(rowsOn("2026-03-08")).toEqual(["stays"]);
});

test("Where nothing mines there is nothing to watch", () => {
  const site = siteOf(siteWith([goes], { effectiveDate: "2026-04-01" }));
  expect([...proxyDocuments(site).keys()]).toEqual([]);
});

test("With the Prometheus operator a zone's rules and its proxy are objects, in the zone's namespace", () => {
  const monitoring = { operator: true, namespace: "telemetry", labels: { release: "prometheus" } };
  const site = siteOn("2026-02-28", { monitoring });
  const { stays } = deployed(site, MiningMonitoringStack);
  const text = proxyDocuments(site).get("mining/stays/alerts.yaml") ?? "";
  expect(stays).toEqual([
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PodMonitor",
      metadata: {
        name: "stratum-proxy",
        namespace: "mining-stays",
        labels: expect.objectContaining({ release: "prometheus", "busbar.dev/zone": "stays" }),
      },
      spec: {
        selector: { matchLabels: { "app.kubernetes.io/name": "stratum-proxy" } },
        podMetricsEndpoints: [{ port: "metrics", path: "/metrics", interval: "30s" }],
      },
    },
    expect.objectContaining({ kind: "PrometheusRule", spec: load(text) }),
  ]);
  // And Prometheus may read it from where it runs.
  expect(JSON.stringify(deployed(site, MiningStack).stays)).toContain(
    '"kubernetes.io/metadata.name":"telemetry"',
  );
});
