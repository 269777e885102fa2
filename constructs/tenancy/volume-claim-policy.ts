import { type AdmissionPolicy, on } from "./admission-policy.ts";

/** Storage is made for a claim. Volumes are the cluster's, and one that is there may hold what another left. */
export const volumeClaimPolicy: AdmissionPolicy = {
  name: "busbar-tenant-volume-claims",
  spec: {
    failurePolicy: "Fail",
    matchConstraints: { resourceRules: [on(["CREATE", "UPDATE"], "", "v1", "persistentvolumeclaims")] },
    validations: [
      {
        // Nobody may name one in a new claim: a controller that makes claims from a tenant's template would be asked as itself.
        expression: "request.operation == 'UPDATE' || object.spec.?volumeName.orValue('') == ''",
        message:
          "busbar-tenant-volume-claims: volumeName is not allowed: name a storageClassName, from which a volume is made; for a volume that is there, its claimRef names the claim",
      },
      {
        expression:
          "request.operation == 'CREATE' || object.spec.?volumeName.orValue('') == oldObject.spec.?volumeName.orValue('') || authorizer.group('').resource('persistentvolumes').check('update').allowed()",
        message: "busbar-tenant-volume-claims: volumeName is set by what binds volumes to claims",
      },
      {
        expression: "request.operation == 'UPDATE' || object.spec.?storageClassName.orValue('') != ''",
        message:
          "busbar-tenant-volume-claims: storageClassName must be named: without a class, a claim takes any volume that is free",
      },
    ],
  },
};
