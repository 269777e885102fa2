import { Construct } from "constructs";
import { identityLabels, nodeRoleKey, nodeTenantKey, type SiteIdentity, tenantLabel } from "../identity.ts";
import { KubernetesObject, type ValidatingAdmissionPolicy } from "../kubernetes/index.ts";
import { firmPriority } from "../priority-classes.ts";

/** A rule that the API server holds for every tenant it is bound to. */
export interface AdmissionPolicy {
  readonly name: string;
  readonly spec: NonNullable<ValidatingAdmissionPolicy["spec"]>;
}

const tenant = `namespaceObject.metadata.labels[${cel(tenantLabel)}]`;
const nodeTenant = cel(nodeTenantKey);
const queueLabel = cel("kueue.x-k8s.io/queue-name");

function cel(text: string): string {
  return `'${text}'`;
}

function on(operations: string[], apiGroup: string, apiVersion: string, resource: string) {
  return { apiGroups: [apiGroup], apiVersions: [apiVersion], operations, resources: [resource] };
}

/** Tolerations for named keys only, for no service node, and for no tenant's nodes but the own. */
const ownTolerations = `!has(object.spec.tolerations) || object.spec.tolerations.all(t, has(t.key) && t.key != '' && t.key != ${cel(nodeRoleKey)} && (t.key != ${nodeTenant} || ((!has(t.operator) || t.operator == 'Equal') && has(t.value) && t.value == ${tenant})))`;

function tolerationMessage(policy: string): string {
  return `${policy}: tolerations may not be for every taint, for ${nodeRoleKey}, or for another tenant's ${nodeTenantKey}`;
}

function hasQueue(object: "object" | "oldObject"): string {
  return `(has(${object}.metadata.labels) && ${queueLabel} in ${object}.metadata.labels)`;
}

/**
 * What quotas and roles cannot say: pods stay on the tenant's own nodes, jobs come through its queue, and no service
 * opens a port on the site's network. Each message names the rule and how to keep it.
 */
export const admissionPolicies: readonly AdmissionPolicy[] = [
  {
    name: "busbar-tenant-pods",
    spec: {
      failurePolicy: "Fail",
      matchConstraints: { resourceRules: [on(["CREATE"], "", "v1", "pods")] },
      validations: [
        {
          expression: `has(object.spec.nodeSelector) && ${nodeTenant} in object.spec.nodeSelector && object.spec.nodeSelector[${nodeTenant}] == ${tenant}`,
          messageExpression: `'busbar-tenant-pods: a pod must select the nodes of its own tenant: submit it through the queue, or set nodeSelector ${nodeTenantKey}=' + ${tenant}`,
        },
        {
          expression: "!has(object.spec.nodeName) || object.spec.nodeName == ''",
          message: "busbar-tenant-pods: nodeName is not allowed: it goes round the scheduler and its quotas",
        },
        {
          expression: `!has(object.spec.priorityClassName) || object.spec.priorityClassName in ['', ${cel(firmPriority)}]`,
          message: `busbar-tenant-pods: only the priority class ${firmPriority} is for tenants: others could displace what the site runs`,
        },
        { expression: ownTolerations, message: tolerationMessage("busbar-tenant-pods") },
      ],
    },
  },
  {
    // Tolerations are all that a pod's update may widen. Apart from the rules above, which no update of a pod that was
    // scheduled could keep: it has a nodeName then.
    name: "busbar-tenant-pod-updates",
    spec: {
      failurePolicy: "Fail",
      matchConstraints: { resourceRules: [on(["UPDATE"], "", "v1", "pods")] },
      validations: [
        {
          expression: `(has(object.spec.tolerations) && has(oldObject.spec.tolerations) && object.spec.tolerations == oldObject.spec.tolerations) || (${ownTolerations})`,
          message: tolerationMessage("busbar-tenant-pod-updates"),
        },
      ],
    },
  },
  {
    name: "busbar-tenant-jobs",
    spec: {
      failurePolicy: "Fail",
      matchConstraints: {
        resourceRules: [
          on(["CREATE", "UPDATE"], "batch", "v1", "jobs"),
          // The version is named: with a wildcard the API server cannot check the types of the rules below.
          on(["CREATE", "UPDATE"], "jobset.x-k8s.io", "v1alpha2", "jobsets"),
          on(["CREATE", "UPDATE"], "leaderworkerset.x-k8s.io", "v1", "leaderworkersets"),
        ],
      },
      validations: [
        {
          // The jobs of a JobSet are admitted with it; owner references prove nothing, since anybody may write them.
          expression: `request.operation == 'UPDATE' || request.userInfo.username.startsWith('system:serviceaccount:jobset-system:') || ${hasQueue("object")}`,
          message:
            "busbar-tenant-jobs: a job must name its queue: set the label kueue.x-k8s.io/queue-name to the LocalQueue of the namespace",
        },
        {
          expression: `request.operation == 'CREATE' || !${hasQueue("oldObject")} || ${hasQueue("object")}`,
          message:
            "busbar-tenant-jobs: the label kueue.x-k8s.io/queue-name stays: a job cannot leave its queue",
        },
      ],
    },
  },
  {
    name: "busbar-tenant-services",
    spec: {
      failurePolicy: "Fail",
      matchConstraints: { resourceRules: [on(["CREATE", "UPDATE"], "", "v1", "services")] },
      validations: [
        {
          expression: "!has(object.spec.type) || object.spec.type == 'ClusterIP'",
          message:
            "busbar-tenant-services: only services of type ClusterIP: others would open a port on the site's network",
        },
        {
          expression: "!has(object.spec.externalIPs) || object.spec.externalIPs.size() == 0",
          message:
            "busbar-tenant-services: externalIPs are not allowed: they would take over addresses of the site",
        },
      ],
    },
  },
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
