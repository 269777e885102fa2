import { z } from "zod";
import { closed } from "../site/schema/closed.ts";
import { backend, cluster } from "../site/schema/delivery.ts";
import { name } from "../site/schema/values.ts";

/** A cluster that nodes of several sites are in: one control plane for all of them. */
export const sharedCluster = closed({
  name: name.describe(
    "What its folder in the output is called, and the entry of `clusters` that each of its sites gets.",
  ),
  context: cluster.shape.context,
  kubeconfig: cluster.shape.kubeconfig,
  sites: z
    .array(name)
    .min(2, { error: "a cluster of one site is declared in its site.yaml: name two sites or more" })
    .describe("The sites in it."),
  holds: z
    .array(z.enum(["operations", "ai"]))
    .default(["operations", "ai"])
    .describe("What it holds of a site that does not say so itself."),
  backend: backend.default({ kind: "local", directory: "." }),
});

export type SharedClusterEntry = z.output<typeof sharedCluster>;
