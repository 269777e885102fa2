import { z } from "zod";
import { inObject } from "../objects/kinds.ts";
import { namespacesOf } from "../objects/namespaces.ts";
import { notApplicable, type Rule } from "../rule.ts";

/** The levels of Pod Security, the weakest first. */
const securityLevels = ["privileged", "baseline", "restricted"] as const;

const enforced = "pod-security.kubernetes.io/enforce";

const parameters = z.strictObject({
  atLeast: z
    .enum(securityLevels)
    .default("restricted")
    .describe("The weakest level of Pod Security that passes."),
});

export const privilegedNamespace: Rule<z.output<typeof parameters>> = {
  id: "tenancy/privileged-namespace",
  title: "A namespace that admits privileged pods",
  what: "Each namespace of a tenant or of a mining zone enforces Pod Security at the level asked for.",
  why: "A privileged pod is root on its node: it reads what other pods there have in memory, the node's credentials, and the management network of the machine. Without the label the API server lets every pod in.",
  fix: `Label the namespace ${enforced}=restricted, without pinning an old version.`,
  level: "hard",
  parameters,
  check: (subject, { atLeast }) => {
    const namespaces = namespacesOf(subject).filter(
      ({ tenant, zone }) => tenant !== undefined || zone !== undefined,
    );
    if (namespaces.length === 0) return notApplicable;
    return namespaces.flatMap(({ name, labels, judged }) => {
      const level = labels[enforced];
      if (securityLevels.indexOf(level as typeof atLeast) >= securityLevels.indexOf(atLeast)) return [];
      const found =
        level === undefined ? "enforces no level of Pod Security" : `enforces Pod Security "${level}"`;
      return [
        {
          place: inObject(judged, `metadata.labels["${enforced}"]`),
          message: `namespace "${name}" ${found}: at least "${atLeast}" is asked for`,
        },
      ];
    });
  },
};
