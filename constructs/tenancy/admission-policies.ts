import { Construct } from "constructs";
import { identityLabels, type SiteIdentity, tenantLabel } from "../identity.ts";
import { KubernetesObject } from "../kubernetes/index.ts";
import type { AdmissionPolicy } from "./admission-policy.ts";
import { jobPolicy } from "./job-policy.ts";
import { podPolicy, podUpdatePolicy } from "./pod-policies.ts";
import { servicePolicy } from "./service-policy.ts";
import { siteObjectPolicy } from "./site-object-policy.ts";
import { volumeClaimPolicy } from "./volume-claim-policy.ts";

/** What quotas and roles cannot say. Each message begins with the policy's name, and says how to keep the rule. */
export const admissionPolicies: readonly AdmissionPolicy[] = [
  podPolicy,
  podUpdatePolicy,
  jobPolicy,
  servicePolicy,
  volumeClaimPolicy,
  siteObjectPolicy,
];

/**
 * The site's admission policies, each bound to every namespace that is labelled as a tenant's: from the moment that a
 * tenant's namespace is there, with nothing for its own stacks to do or to forget.
 */
export class TenantAdmissionPolicies extends Construct {
  constructor(scope: Construct, id: string, props: { readonly site: SiteIdentity }) {
    super(scope, id);
    const labels = identityLabels(props.site);
    for (const { name, spec } of admissionPolicies) {
      const policy = new KubernetesObject(this, name, {
        object: {
          apiVersion: "admissionregistration.k8s.io/v1",
          kind: "ValidatingAdmissionPolicy",
          metadata: { name, labels },
          spec,
        },
      });
      new KubernetesObject(this, `${name}-binding`, {
        object: {
          apiVersion: "admissionregistration.k8s.io/v1",
          kind: "ValidatingAdmissionPolicyBinding",
          metadata: { name, labels },
          spec: {
            policyName: name,
            validationActions: ["Deny"],
            matchResources: {
              namespaceSelector: { matchExpressions: [{ key: tenantLabel, operator: "Exists" }] },
            },
          },
        },
        dependsOn: [policy],
      });
    }
  }
}
