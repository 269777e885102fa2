import { z } from "zod";
import { closed } from "./closed.ts";
import { name, text } from "./values.ts";

/** Who watches the site's proxies. */
export const monitoring = closed({
  namespace: name
    .default("monitoring")
    .describe("Where Prometheus runs, in the cluster of the proxies: what may read their metrics."),
  operator: z
    .boolean()
    .default(false)
    .describe("Whether the Prometheus operator is there: rules and targets are then its objects as well."),
  labels: z
    .record(text, text)
    .default({})
    .describe(
      "Labels that the operator chooses rules and targets by, such as release: kube-prometheus-stack.",
    ),
});
