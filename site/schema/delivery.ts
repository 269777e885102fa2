import { z } from "zod";
import { closed } from "./closed.ts";
import { name, text } from "./values.ts";

const relativeOrHome = text
  .regex(/^(?!\/)/, {
    error: "must be relative, or start with ~/: an absolute path would differ on every machine",
  })
  .default("~/.kube/config");

/** A Kubernetes cluster of the site, by kubeconfig context, and what it holds. */
export const cluster = closed({
  name,
  context: text.describe("The kubeconfig context."),
  kubeconfig: relativeOrHome,
  holds: z
    .array(z.enum(["operations", "ai"]))
    .default([])
    .describe("Whether mining and telemetry, AI tenants, or both run here."),
  tenants: z.array(name).default([]).describe("Tenants that have this cluster for themselves."),
  shared: z
    .boolean()
    .optional()
    .describe(
      "Whether other sites are in it too: what a cluster has once is then not declared here. A fleet says it of its sites.",
    ),
  sharedTenants: z
    .array(name)
    .optional()
    .describe(
      "Tenants with racks of other sites in it too: what the cluster holds of them is declared once, for all of these sites. A fleet says it of its sites.",
    ),
});

/** Where Terraform keeps its state. Credentials never stand here: they come from the environment. */
export const backend = z.discriminatedUnion(
  "kind",
  [
    closed({
      kind: z.literal("local"),
      directory: text
        .regex(/^(?![/~])/, { error: "must be relative to the folder of cdktf.json" })
        .default("."),
    }),
    closed({ kind: z.literal("s3"), bucket: text, region: text, prefix: text.optional() }),
    closed({ kind: z.literal("gcs"), bucket: text, prefix: text.optional() }),
    closed({ kind: z.literal("http"), address: z.url().describe("Each stack adds /its name.") }),
    closed({ kind: z.literal("kubernetes"), namespace: text, context: text, configPath: relativeOrHome }),
  ],
  { error: "must be one of local, s3, gcs, http, kubernetes" },
);

/** The node-label vocabulary that racks and nodes are found by. */
export const topologyProfiles = ["busbar", "topograph", "gke", "coreweave"] as const;

/** How the site's nodes are called in their clusters: a live node is found by its name. */
export const nodeNames = closed({
  racks: text
    .default("{zone}-{rack}-n{node}")
    .describe("Nodes of racks: {site}, {zone}, {rack} (such as r01p05) and {node} (01, 02, …) are replaced."),
  services: text
    .default("{name}-{index}")
    .describe("Service nodes: {site}, {name} (of the group) and {index} (1, 2, …) are replaced."),
});
