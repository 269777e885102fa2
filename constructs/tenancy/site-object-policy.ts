import { siteLabel } from "../identity.ts";
import type { AdmissionPolicy } from "./admission-policy.ts";

/**
 * What the site declares in a tenant's namespaces stays as it was declared, and nothing passes for it. Whoever may
 * write the namespace's quotas is the site; the tenant's roles never do.
 */
export const siteObjectPolicy: AdmissionPolicy = {
  name: "busbar-tenant-site-objects",
  spec: {
    failurePolicy: "Fail",
    matchConstraints: {
      objectSelector: { matchExpressions: [{ key: siteLabel, operator: "Exists" }] },
      resourceRules: [
        {
          apiGroups: ["*"],
          apiVersions: ["*"],
          operations: ["CREATE", "UPDATE", "DELETE"],
          resources: ["*"],
          scope: "Namespaced",
        },
      ],
    },
    validations: [
      {
        expression:
          "authorizer.group('').resource('resourcequotas').namespace(request.namespace).check(request.operation == 'DELETE' ? 'delete' : 'update').allowed()",
        message: `busbar-tenant-site-objects: objects with the label ${siteLabel} are the site's: they cannot be changed, and others cannot carry it`,
      },
    ],
  },
};
