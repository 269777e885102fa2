import { z } from "zod";
import { inObject } from "../objects/kinds.ts";
import { namespacesOf } from "../objects/namespaces.ts";
import { notApplicable, type Rule, type RuleFinding } from "../rule.ts";

/** The levels of Pod Security, the weakest first. */
const securityLevels = ["privileged", "baseline", "restricted"] as const;

const enforced = "pod-security.kubernetes.io/enforce";
const pinned = "pod-security.kubernetes.io/enforce-version";

/** The minor version of Kubernetes since which "restricted" asks that capabilities are dropped: the last check of what a container may do on its host. */
const complete = 22;

const parameters = z.strictObject({
  atLeast: z
    .enum(securityLevels)
    .default("restricted")
    .describe("The weakest level of Pod Security that passes."),
});

export const privilegedNamespace: Rule<z.output<typeof parameters>> = {
  id: "tenancy/privileged-namespace",
  title: "A namespace that admits privileged pods",
  what: `Each namespace of a tenant or of a mining zone enforces Pod Security at the level asked for, and not as it was before v1.${complete}.`,
  why: "A privileged pod is root on its node: it reads what other pods there have in memory, the node's credentials, and the management network of the machine. Without the label the API server lets every pod in.",
  fix: `Label the namespace ${enforced}=restricted, without pinning an old version.`,
  level: "hard",
  parameters,
  check: (subject, { atLeast }) => {
    const namespaces = namespacesOf(subject).filter(
      ({ tenant, zone }) => tenant !== undefined || zone !== undefined,
    );
    if (namespaces.length === 0) return notApplicable;
    const isWeak = (level: string | undefined) =>
      securityLevels.indexOf(level as typeof atLeast) < securityLevels.indexOf(atLeast);
    return namespaces.flatMap(({ name, labels, judged }): RuleFinding[] => {
      const { [enforced]: level, [pinned]: version = "latest" } = labels;
      const finding = (label: string, message: string): RuleFinding => ({
        place: inObject(judged, `metadata.labels["${label}"]`),
        message: `namespace "${name}" ${message}`,
      });
      const found =
        level === undefined ? "enforces no level of Pod Security" : `enforces Pod Security "${level}"`;
      const isOld = version !== "latest" && !(Number(/^v1\.(\d+)$/.exec(version)?.[1]) >= complete);
      return [
        ...(isWeak(level) ? [finding(enforced, `${found}: at least "${atLeast}" is asked for`)] : []),
        // A version says nothing where nothing is enforced.
        ...(isOld && level !== undefined && level !== "privileged"
          ? [
              finding(
                pinned,
                `enforces Pod Security as of ${version}, which asks for less than since v1.${complete}`,
              ),
            ]
          : []),
      ];
    });
  },
};
