import { identityLabels, type SiteIdentity, tenantLabel } from "../constructs/identity.ts";
import type {
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from "../constructs/kubernetes/index.ts";
import type { AdmissionObject } from "../constructs/tenancy/rule-admission.ts";
import type { Admission, AdmittedRule } from "./admission/admitted-rule.ts";
import { celOf } from "./admission/cel.ts";
import type { AnyRule, Level } from "./rule.ts";

type Spec = NonNullable<ValidatingAdmissionPolicy["spec"]>;

/** A rule as it is set for a site. */
export interface SetRule {
  readonly rule: AnyRule;
  readonly level: Level | "off";
  /** What the rule's own schema read. */
  readonly parameters: unknown;
}

/**
 * What has the API server hold, in every namespace of a tenant, the rules that it can hold: a policy and its binding
 * each. Hard rules deny; the others warn whoever asks, and are written to the audit log, since nobody could suppress
 * them there.
 */
export function admissionObjects(site: SiteIdentity, rules: readonly SetRule[]): readonly AdmissionObject[] {
  return rules.flatMap(({ rule, level, parameters }) => {
    if (level === "off" || !isAdmitted(rule)) return [];
    const admission = rule.admission(parameters as never);
    return admission === undefined ? [] : objectsOf(site, rule.id, level, admission);
  });
}

function isAdmitted(rule: AnyRule): rule is AnyRule & Pick<AdmittedRule<never>, "admission"> {
  return "admission" in rule;
}

/** The name of a rule's policy: `busbar-tenancy-host-namespaces`. */
export function policyName(id: string): string {
  return `busbar-${id.replace("/", "-")}`;
}

function objectsOf(
  site: SiteIdentity,
  id: string,
  level: Level,
  { of, statements }: Admission,
): [ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding] {
  const metadata = { name: policyName(id), labels: identityLabels(site) };
  const apiVersion = "admissionregistration.k8s.io/v1";
  return [
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicy",
      metadata,
      spec: {
        failurePolicy: "Fail",
        ...matched[of],
        validations: statements.map(({ holds, message }) => ({
          expression: celOf(holds, "object"),
          message: `${metadata.name}: ${message}`,
        })),
      },
    },
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata,
      spec: {
        policyName: metadata.name,
        validationActions: level === "hard" ? ["Deny"] : ["Warn", "Audit"],
        matchResources: {
          namespaceSelector: { matchExpressions: [{ key: tenantLabel, operator: "Exists" }] },
        },
      },
    },
  ];
}

/** What Kueue takes from its queues, and the pods that nobody's controller makes. */
const queued = [
  ["", "v1", "pods"],
  ["apps", "v1", "deployments"],
  ["apps", "v1", "statefulsets"],
  ["batch", "v1", "jobs"],
  ["jobset.x-k8s.io", "v1alpha2", "jobsets"],
  ["leaderworkerset.x-k8s.io", "v1", "leaderworkersets"],
] as const;

/** Versions are named: with a wildcard the API server cannot check the types of the expressions. */
const matched: Readonly<Record<Admission["of"], Pick<Spec, "matchConstraints" | "matchConditions">>> = {
  pods: {
    matchConstraints: {
      resourceRules: [
        {
          apiGroups: [""],
          apiVersions: ["v1"],
          operations: ["CREATE", "UPDATE"],
          resources: ["pods", "pods/ephemeralcontainers"],
        },
      ],
    },
    // A pod that was there before the policy must still be able to end: its finalizers are taken off by updates.
    matchConditions: [
      {
        name: "new-or-changed",
        expression: 'request.operation == "CREATE" || object.spec != oldObject.spec',
      },
    ],
  },
  "queued-workloads": {
    matchConstraints: {
      resourceRules: queued.map(([group, version, resource]) => ({
        apiGroups: [group],
        apiVersions: [version],
        operations: ["CREATE"],
        resources: [resource],
      })),
    },
    // What a controller makes was admitted with what it is made from.
    matchConditions: [
      {
        name: "not-by-a-controller",
        expression: ["kube-system", "jobset-system", "lws-system"]
          .map((namespace) => `!request.userInfo.username.startsWith("system:serviceaccount:${namespace}:")`)
          .join(" && "),
      },
    ],
  },
};
