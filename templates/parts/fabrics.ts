import { z } from "zod";
import { catalog } from "../../site/catalog/catalog.ts";
import { closed } from "../../site/schema/closed.ts";
import { fabricKinds } from "../../site/schema/fabric.ts";
import { count, figure, name, text } from "../../site/schema/values.ts";
import type { HallPlan } from "./halls.ts";
import type { Judgement } from "./refused.ts";

const fabric = closed({
  name,
  kind: z.enum(fabricKinds),
  halls: z
    .array(name)
    .min(1, { error: "a fabric reaches at least one hall" })
    .describe("The halls it joins."),
  scalableUnit: count.optional().describe("Racks a scalable unit. Default: what is usual for its kind."),
  leaves: figure(count).optional().describe("How many leaves. Default: as many as its halls' racks fill."),
  downlinks: count.optional().describe("Ports of a leaf to racks. Default: what is usual for its kind."),
  spines: figure(count).optional().describe("Default: half as many as leaves; none of TPU fabrics."),
  partitionKey: text.optional().describe("Of InfiniBand, its P_Keys. Default: all, 0x0001-0x7ffe."),
  prefixes: text.describe("What tenants' addresses are taken from, such as 100.64.0.0/12."),
  tenantPrefixLength: z.int().min(8).max(30).default(20).describe("The block of a tenant. Default 20."),
});

/** The networks that join racks. */
export const fabrics = z
  .array(fabric)
  .default([])
  .describe("The networks that join racks; each has the next 1000 VNIs and AS numbers.");

export type Fabrics = z.output<typeof fabrics>;

/** Sizes that a fabric has where nobody states them: switches of 144 ports, half of them down, and of 128. Assumed. */
const usual = {
  infiniband: { scalableUnit: 8, downlinks: 72 },
  "spectrum-x": { scalableUnit: 16, downlinks: 64 },
  roce: { scalableUnit: 16, downlinks: 64 },
  "tpu-ici": { scalableUnit: 144, downlinks: 288 },
} as const;

/** The first VNI and the first private AS number (RFC 6996) that fabrics take theirs from. */
const [firstVni, firstAsn, blockSize] = [51_000, 4_200_000_000, 1000];

/** As many as the VNIs of 24 bits and the private AS numbers leave room for, by far. */
const mostFabrics = 64;

/** Refuses fabrics that name what is no hall of AI. */
export function judgeFabrics(fabrics: Fabrics, halls: readonly HallPlan[], judge: Judgement): void {
  const names = halls.filter(({ ai }) => ai !== undefined).map(({ name }) => name);
  judge.distinct(
    "fabric",
    fabrics.map(({ name }, index) => ({ name, path: ["fabrics", index, "name"] })),
  );
  if (fabrics.length > mostFabrics)
    judge.refuse(["fabrics"], `are ${fabrics.length}: at most ${mostFabrics} at a site`);
  for (const [index, { halls }] of fabrics.entries())
    for (const [at, hall] of halls.entries())
      judge.oneOf(["fabrics", index, "halls", at], "hall of AI", hall, names);
}

/** The site's fabrics. VNIs and AS numbers are the site's, so that each has a block of them; P_Keys belong to a subnet manager. */
export function fabricsOf(fabrics: Fabrics, halls: readonly HallPlan[], source: string) {
  return fabrics.map((fabric, index) => {
    const { name, kind, prefixes, tenantPrefixLength } = fabric;
    const scalableUnit = fabric.scalableUnit ?? usual[kind].scalableUnit;
    const downlinks = fabric.downlinks ?? usual[kind].downlinks;
    const leaves =
      fabric.leaves ??
      leavesFor(
        halls.filter((hall) => fabric.halls.includes(hall.name)),
        scalableUnit,
        downlinks,
      );
    return {
      name,
      kind,
      zones: [...fabric.halls],
      scalableUnit,
      leaves: { count: leaves, downlinks },
      spines: kind === "tpu-ici" ? undefined : { count: fabric.spines ?? spinesFor(leaves) },
      pools: {
        vni: block(firstVni, index),
        asn: block(firstAsn, index),
        ...(kind === "infiniband" && { partitionKey: fabric.partitionKey ?? "0x0001-0x7ffe" }),
        prefixes,
        tenantPrefixLength,
      },
      source,
    };
  });
}

/** The leaves that the ports of whole scalable units fill, of all racks that the halls' critical load feeds. */
function leavesFor(halls: readonly HallPlan[], scalableUnit: number, downlinks: number): number {
  const leaves = halls.map(({ ai }) => {
    const type = ai && catalog().rackTypes.get(ai.racks);
    if (ai === undefined || type === undefined) return 0;
    const units = Math.ceil(Math.floor(ai.critical.value.ratioTo(type.power.value)) / scalableUnit);
    return units * Math.ceil((scalableUnit * (type.fabric?.ports.value ?? 0)) / downlinks);
  });
  return Math.max(
    1,
    leaves.reduce((total, each) => total + each, 0),
  );
}

function spinesFor(leaves: number | { readonly value: number }): number {
  return Math.ceil((typeof leaves === "number" ? leaves : leaves.value) / 2);
}

function block(first: number, index: number): string {
  return `${first + index * blockSize}-${first + (index + 1) * blockSize - 1}`;
}
