import { Construct } from "constructs";
import { identityLabels, nodeRoleKey, nodeTenantKey, type SiteIdentity, tenantLabel } from "../identity.ts";
import { KubernetesObject, type ValidatingAdmissionPolicy } from "../kubernetes/index.ts";

/** A rule that the API server holds for every tenant it is bound to. */
export interface AdmissionPolicy {
  readonly name: string;
  readonly spec: NonNullable<ValidatingAdmissionPolicy["spec"]>;
}

const tenant = `namespaceObject.metadata.labels[${cel(tenantLabel)}]`;
const nodeTenant = cel(nodeTenantKey);

function cel(text: string): string {
  return `'${text}'`;
}

function creating(apiGroups: string[], apiVersions: string[], resources: string[], update: boolean) {
  return {
    resourceRules: [
      { apiGroups, apiVersions, operations: update ? ["CREATE", "UPDATE"] : ["CREATE"], resources },
    ],
  };
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
      matchConstraints: creating([""], ["v1"], ["pods"], false),
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
          expression: `!has(object.spec.tolerations) || object.spec.tolerations.all(t, has(t.key) && t.key != '' && t.key != ${cel(nodeRoleKey)} && (t.key != ${nodeTenant} || ((!has(t.operator) || t.operator == 'Equal') && has(t.value) && t.value == ${tenant})))`,
          message: `busbar-tenant-pods: tolerations may not be for every taint, for ${nodeRoleKey}, or for another tenant's ${nodeTenantKey}`,
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
          { apiGroups: ["batch"], apiVersions: ["v1"], operations: ["CREATE"], resources: ["jobs"] },
          {
            apiGroups: ["jobset.x-k8s.io"],
            apiVersions: ["*"],
            operations: ["CREATE"],
            resources: ["jobsets"],
          },
        ],
      },
      validations: [
        {
          // The jobs of a JobSet are admitted with it; owner references prove nothing, since anybody may write them.
          expression:
            "request.userInfo.username.startsWith('system:serviceaccount:jobset-system:') || (has(object.metadata.labels) && 'kueue.x-k8s.io/queue-name' in object.metadata.labels)",
          message:
            "busbar-tenant-jobs: a job must name its queue: set the label kueue.x-k8s.io/queue-name to the LocalQueue of the namespace",
        },
      ],
    },
  },
  {
    name: "busbar-tenant-services",
    spec: {
      failurePolicy: "Fail",
      matchConstraints: creating([""], ["v1"], ["services"], true),
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

/** The site's admission policies; they hold where a tenant's bindings say so. */
export class TenantAdmissionPolicies extends Construct {
  constructor(scope: Construct, id: string, props: { readonly site: SiteIdentity }) {
    super(scope, id);
    for (const { name, spec } of admissionPolicies) {
      new KubernetesObject(this, name, {
        object: {
          apiVersion: "admissionregistration.k8s.io/v1",
          kind: "ValidatingAdmissionPolicy",
          metadata: { name, labels: identityLabels(props.site) },
          spec,
        },
      });
    }
  }
}
