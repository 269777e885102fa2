import { z } from "zod";
import { closed } from "../site/schema/closed.ts";
import { backend, cluster } from "../site/schema/delivery.ts";
import { name, text } from "../site/schema/values.ts";

/** Whom Kueue asks first when a job may go to several sites: all, or one after the other in their order. */
export const dispatchers = ["all-at-once", "incremental"] as const;

export type Dispatcher = (typeof dispatchers)[number];

/** A cluster in which tenants of several sites hand in their jobs: one of its own, or a site's. */
export const manager = closed({
  name: name.describe("What its folder in the output is called: unlike any site's."),
  cluster: closed({
    context: cluster.shape.context,
    kubeconfig: cluster.shape.kubeconfig,
    backend: backend.default({ kind: "local", directory: "." }),
  })
    .optional()
    .describe("A cluster apart, which no site has."),
  site: name
    .optional()
    .describe("The site whose cluster it is: for each tenant the one that its racks there belong to."),
  dispatcher: z
    .enum(dispatchers)
    .default("all-at-once")
    .describe("Which sites are asked for room: all at once, or by and by in their order."),
});

/** Where a shared tenant hands in the jobs that may run at any of its sites. */
export const queues = closed({
  manager: name.describe("An entry of `managers`."),
  kubeconfigSecrets: z
    .record(name, text)
    .default({})
    .describe(
      "By site, the Secret in kueue-system at the manager whose key `kubeconfig` reaches it. Default: multikueue-<tenant>-<site>.",
    ),
});

export type ManagerEntry = z.output<typeof manager>;
