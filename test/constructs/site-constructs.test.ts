import { expect, test } from "vitest";
import { checkResourceFlavor, checkResourceGroups, checkTopology } from "../../constructs/kueue/limits.ts";
import { NetworkFabric } from "../../constructs/network-fabric.ts";
import { PowerZone, type PowerZoneProps } from "../../constructs/power-zone.ts";
import { RackGroup } from "../../constructs/rack-group.ts";
import { Site } from "../../constructs/site.ts";
import { TopologyLabels, topologyProfiles } from "../../constructs/topology-labels.ts";
import { catalogRackType } from "../../site/catalog/lookup.ts";
import { day } from "../../site/day.ts";
import { Power, Voltage } from "../../site/units/index.ts";
import { objectOf, objectsIn, testStack } from "../support/app.ts";

const site = { siteName: "s" };
const gb300 = catalogRackType("gb300-nvl72");

function zoneWith(racks: number, props: Partial<PowerZoneProps> = {}) {
  const { stack, synth } = testStack();
  const zone = new PowerZone(stack, "hall", {
    site,
    name: "hall",
    state: "tenant",
    continuousCapacity: Power.megawatts(2),
    grossToCritical: 1.25,
    cooling: { air: Power.megawatts(1), liquid: Power.megawatts(2) },
    positions: 16,
    ...props,
  });
  if (racks > 0) new RackGroup(stack, "racks", { site, zone, rackType: gb300, count: racks });
  return { stack, synth, zone };
}

test("A site gives its cluster the namespace of its records before anything is recorded, and its priorities", () => {
  const { stack, synth } = testStack();
  new Site(stack, "site", {
    name: "s",
    title: "A site",
    effectiveDate: day("2026-10-01"),
    interconnects: [
      {
        name: "poi",
        voltage: Voltage.kilovolts(138),
        approvedLoad: Power.megawatts(40),
        gridOperator: "ERCOT",
      },
    ],
    runtimes: ["nvidia"],
  });
  const files = synth();
  const record = objectOf(files, "ConfigMap", "site")["data"] as Record<string, string>;
  expect(record["record.yaml"]).toContain("approvedLoad: 40 MW");
  const { resource } = JSON.parse(files.get("stacks/test/cdk.tf.json") ?? "");
  const [configMap] = Object.values(resource.kubernetes_config_map_v1) as { depends_on: string[] }[];
  expect(configMap?.depends_on.join()).toContain("kubernetes_namespace_v1");
  const [firm, mining] = ["busbar-firm", "busbar-mining"].map(
    (name) => objectOf(files, "PriorityClass", name)["value"],
  );
  expect(Number(firm)).toBeGreaterThan(Number(mining));
  expect(objectOf(files, "RuntimeClass", "nvidia")["handler"]).toBe("nvidia");
});

test("A zone counts the load of its racks and miners", () => {
  const { zone } = zoneWith(2, { miningLoad: Power.kilowatts(500) });
  expect(zone.criticalLoad.kilowatts).toBe(2 * gb300.power.value.kilowatts);
  expect(zone.grossLoad.kilowatts).toBeCloseTo(2 * gb300.power.value.kilowatts * 1.25 + 500, 6);
  expect(zone.racks).toHaveLength(1);
});

test("A zone bears what its feeds, cooling and floor bear, and says by how much more it cannot", () => {
  expect(() => zoneWith(11).synth()).not.toThrow();
  expect(() => zoneWith(12).synth()).toThrowError(
    /\[test\/hall\] gross load of 2\.13 MW exceeds .* 2 MW by 130 kW/,
  );
  expect(() =>
    zoneWith(8, { cooling: { air: Power.megawatts(1), liquid: Power.megawatts(1) } }).synth(),
  ).toThrowError(/leaves by liquid, the zone cools 1 MW: add liquid cooling/);
  expect(() => zoneWith(8, { cooling: { liquid: Power.megawatts(2) } }).synth()).toThrowError(
    /by air, the zone cools 0 W/,
  );
  expect(() => zoneWith(8, { positions: 7 }).synth()).toThrowError(/8 racks on 7 positions/);
});

test("A fabric has as many ports as its leaves, and takes racks of its kind only", () => {
  const { stack, synth } = testStack();
  const ports = gb300.fabric?.ports.value ?? 0;
  const fabric = new NetworkFabric(stack, "ib", {
    site,
    name: "ib",
    kind: "infiniband",
    zones: ["hall"],
    scalableUnit: 8,
    leaves: { count: 2, downlinks: ports },
  });
  const group = (id: string, type: string, count: number) =>
    new RackGroup(stack, id, { site, zone: "hall", fabric, rackType: catalogRackType(type), count });
  expect(fabric.ports).toBe(2 * ports);
  group("two", "gb300-nvl72", 2);
  expect(() => group("tpu", "tpu-v7x", 1)).toThrowError(/tpu-v7x racks take tpu-ici, but "ib" is infiniband/);
  group("third", "gb300-nvl72", 1);
  expect(synth).toThrowError(new RegExp(`racks take ${3 * ports} leaf ports, the fabric has ${2 * ports}`));
});

test("A group of racks is a whole number of them", () => {
  const { stack } = testStack();
  for (const count of [0, -1, 1.5]) {
    const make = () => new RackGroup(stack, `g${count}`, { site, zone: "hall", rackType: gb300, count });
    expect(make).toThrowError(/a whole number of them, at least 1/);
  }
});

for (const profile of Object.keys(topologyProfiles) as (keyof typeof topologyProfiles)[]) {
  test(`Topology labels in the words of ${profile} go from the zone down to the host, and are unique on the site`, () => {
    const { stack, synth } = testStack();
    const labels = new TopologyLabels(stack, "topology", { site, profile });
    const { levels } = objectOf(synth(), "Topology", "racks")["spec"] as { levels: { nodeLabel: string }[] };
    expect(levels.map(({ nodeLabel }) => nodeLabel)).toEqual(labels.levels);
    expect(labels.levels.at(-1)).toBe("kubernetes.io/hostname");
    const one = labels.nodeLabels({ zone: "hall-1", scalableUnit: 1, rack: "r01p01" });
    const other = labels.nodeLabels({ zone: "hall-2", scalableUnit: 1, rack: "r01p01" });
    expect(Object.keys(one)).toEqual(labels.levels.slice(0, -1));
    for (const [key, value] of Object.entries(one)) expect(other[key]).not.toBe(value);
  });
}

test("Limits of Kueue are held at synth, all at once", () => {
  const level = (nodeLabel: string) => ({ nodeLabel });
  expect(() => checkTopology("x", [])).toThrowError(/levels: 0, Kueue takes 1 to 16/);
  expect(() => checkTopology("x", [level("kubernetes.io/hostname"), level("a"), level("a")])).toThrowError(
    /must differ[\s\S]*only be the last/,
  );
  const nine = Array.from({ length: 9 }, (_, index) => index);
  const labels = Object.fromEntries(nine.map((index) => [`l${index}`, "v"]));
  expect(() =>
    checkResourceFlavor("x", { nodeLabels: labels, nodeTaints: nine, tolerations: nine }),
  ).toThrowError(/node labels: 9[\s\S]*node taints: 9[\s\S]*tolerations: 9/);
  expect(() =>
    checkResourceFlavor("x", { nodeLabels: {}, nodeTaints: [], tolerations: [], topologyName: "t" }),
  ).toThrowError(/node labels: 0, Kueue takes 1 to 8/);
  const flavor = (name: string, ...resources: string[]) => ({
    name,
    resources: resources.map((resource) => ({ name: resource, nominalQuota: 1 })),
  });
  expect(() =>
    checkResourceGroups("x", [
      { coveredResources: ["cpu", "memory"], flavors: [flavor("f", "memory", "cpu")] },
      { coveredResources: ["cpu"], flavors: [flavor("f", "cpu")] },
    ]),
  ).toThrowError(/in their order[\s\S]*flavor "f" may belong to one[\s\S]*resource "cpu" may belong to one/);
});

test("Everything carries the site's identity", () => {
  const { synth } = zoneWith(1);
  const objects = objectsIn(synth());
  expect(objects.length).toBeGreaterThan(0);
  for (const object of objects) {
    expect((object["metadata"] as { labels: Record<string, string> }).labels["busbar.dev/site"]).toBe("s");
  }
});
