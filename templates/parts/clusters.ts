import { z } from "zod";
import { closed } from "../../site/schema/closed.ts";
import { topologyProfiles } from "../../site/schema/delivery.ts";
import { name } from "../../site/schema/values.ts";

/** In which clusters the site's workloads run. */
export const clusterAnswers = {
  clusters: z
    .enum(["one", "operations-apart"])
    .default("one")
    .describe("Whether mining proxies and telemetry share a cluster with AI tenants. Default: one for all."),
  dedicated: z
    .array(
      closed({
        lessee: name.describe("The tenant, by the name of its document."),
        name: name.optional().describe("What the cluster is called. Default: as the tenant."),
      }),
    )
    .default([])
    .describe("Tenants that have a cluster for themselves."),
  topologyLabels: z
    .enum(topologyProfiles)
    .optional()
    .describe("The vocabulary that nodes are labelled in. Default: busbar's own."),
};

const shape = z.object(clusterAnswers);

/** The clusters of a site's document, whose contexts are named after the site; none where the one default is meant. */
export function clusterParts(site: string, { clusters, dedicated, topologyLabels }: z.output<typeof shape>) {
  const shared =
    clusters === "one"
      ? [{ name: site, context: site, holds: ["operations" as const, "ai" as const] }]
      : [apart(site, "operations"), apart(site, "ai")];
  const own = dedicated.map(({ lessee, name = lessee }) => ({
    name,
    context: `${site}-${name}`,
    tenants: [lessee],
  }));
  const isDefault = clusters === "one" && own.length === 0;
  return { clusters: isDefault ? undefined : [...shared, ...own], topologyLabels };
}

function apart<Held extends "operations" | "ai">(site: string, held: Held) {
  return { name: `${site}-${held}`, context: `${site}-${held}`, holds: [held] };
}
