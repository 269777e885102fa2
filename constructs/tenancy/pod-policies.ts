import { nodeRoleKey, nodeTenantKey } from "../identity.ts";
import { firmPriority } from "../priority-classes.ts";
import { type AdmissionPolicy, cel, on, tenant } from "./admission-policy.ts";
import { affinityAmongOwn } from "./pod-affinity.ts";

const nodeTenant = cel(nodeTenantKey);

/** The taint of a cordoned node. Nodes are cordoned before they are handed on, and no pod may slip onto them then. */
const cordoned = "node.kubernetes.io/unschedulable";

/** Tolerations for named keys only, for no service node, no cordoned node, and no tenant's nodes but the own. */
const ownTolerations = `!has(object.spec.tolerations) || object.spec.tolerations.all(t, has(t.key) && !(t.key in ['', ${cel(nodeRoleKey)}, ${cel(cordoned)}]) && (t.key != ${nodeTenant} || ((!has(t.operator) || t.operator == 'Equal') && has(t.value) && t.value == ${tenant})))`;

function tolerationMessage(policy: string): string {
  return `${policy}: tolerations may not be for every taint, for ${nodeRoleKey}, for ${cordoned}, or for another tenant's ${nodeTenantKey}`;
}

/** Pods stay on the tenant's own nodes, and keep nobody else off any node. */
export const podPolicy: AdmissionPolicy = {
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
      {
        expression: affinityAmongOwn,
        message:
          "busbar-tenant-pods: affinity and anti-affinity to pods of other tenants is not allowed: leave out namespaces and namespaceSelector, or select the tenant's own namespaces",
      },
      {
        // Nodes go from tenant to tenant, and what one pulled may still lie on them.
        expression:
          "object.spec.containers.all(c, c.?imagePullPolicy.orValue('') == 'Always') && object.spec.?initContainers.orValue([]).all(c, c.?imagePullPolicy.orValue('') == 'Always') && object.spec.?volumes.orValue([]).all(v, !has(v.image) || v.image.?pullPolicy.orValue('') == 'Always')",
        message:
          "busbar-tenant-pods: imagePullPolicy must be Always, and pullPolicy of image volumes: an image that lies on a node is only for those who may pull it",
      },
    ],
  },
};

/**
 * Tolerations are all that a pod's update may widen. Apart from the rules for new pods, which no update of a pod that
 * was scheduled could keep: it has a nodeName then.
 */
export const podUpdatePolicy: AdmissionPolicy = {
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
};
