import { z } from "zod";
import { closed } from "./closed.ts";
import { name, text } from "./values.ts";

/** A Kubernetes cluster of the site, by kubeconfig context, and what it holds. */
export const cluster = closed({
  name,
  context: text.describe("The kubeconfig context."),
  kubeconfig: text
    .regex(/^(?!\/)/, {
      error: "must be relative, or start with ~/: an absolute path would differ on every machine",
    })
    .default("~/.kube/config"),
  holds: z
    .array(z.enum(["operations", "ai"]))
    .default([])
    .describe("Whether mining and telemetry, AI tenants, or both run here."),
  tenants: z.array(name).default([]).describe("Tenants that have this cluster for themselves."),
});

/** Where Terraform keeps its state. Credentials never stand here: they come from the environment. */
export const backend = z.discriminatedUnion(
  "kind",
  [
    closed({
      kind: z.literal("local"),
      directory: text
        .regex(/^(?!\/)/, { error: "must be relative to the folder of cdktf.json" })
        .default("."),
    }),
    closed({
      kind: z.literal("s3"),
      bucket: text,
      region: text,
      prefix: text.describe("The key prefix; each stack adds its name."),
      lockTable: text.optional(),
    }),
    closed({ kind: z.literal("gcs"), bucket: text, prefix: text }),
    closed({
      kind: z.literal("http"),
      address: z.url().describe("Each stack adds /its name; locking is at /its name/lock."),
    }),
    closed({
      kind: z.literal("kubernetes"),
      namespace: text,
      secretSuffix: name.describe("Each stack adds its name."),
      context: text,
    }),
  ],
  { error: "must be one of local, s3, gcs, http, kubernetes" },
);

/** The node-label vocabulary that racks and nodes are found by. */
export const topologyProfiles = ["busbar", "topograph", "gke", "coreweave"] as const;
