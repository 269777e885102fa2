import { Construct } from "constructs";
import {
  KubernetesObject,
  type ValidatingAdmissionPolicy,
  type ValidatingAdmissionPolicyBinding,
} from "../kubernetes/index.ts";

export type AdmissionObject = ValidatingAdmissionPolicy | ValidatingAdmissionPolicyBinding;

export interface RuleAdmissionProps {
  /** Each binding after the policy that it binds. */
  readonly objects: readonly AdmissionObject[];
}

/** What rules have the API server hold tenants to: made from the rules, so that both say the same. */
export class RuleAdmission extends Construct {
  constructor(scope: Construct, id: string, { objects }: RuleAdmissionProps) {
    super(scope, id);
    const policies = new Map<string, KubernetesObject>();
    for (const object of objects) {
      const { name } = object.metadata;
      if (object.kind === "ValidatingAdmissionPolicy") {
        policies.set(name, new KubernetesObject(this, name, { object }));
        continue;
      }
      const policy = policies.get(object.spec?.policyName ?? name);
      const dependsOn = policy === undefined ? [] : [policy];
      new KubernetesObject(this, `${name}-binding`, { object, dependsOn });
    }
  }
}
