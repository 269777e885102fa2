import { type AdmissionPolicy, on } from "./admission-policy.ts";

/** No service opens a port on the site's network, or takes over its addresses. */
export const servicePolicy: AdmissionPolicy = {
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
};
