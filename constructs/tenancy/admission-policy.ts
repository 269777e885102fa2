import { tenantLabel } from "../identity.ts";
import type { ValidatingAdmissionPolicy } from "../kubernetes/index.ts";

/** A rule that the API server holds for every tenant it is bound to. */
export interface AdmissionPolicy {
  readonly name: string;
  readonly spec: NonNullable<ValidatingAdmissionPolicy["spec"]>;
}

/** A text in the Common Expression Language. */
export function cel(text: string): string {
  return `'${text}'`;
}

/** The tenant of the namespace that a request is in. */
export const tenant = `namespaceObject.metadata.labels[${cel(tenantLabel)}]`;

/** Requests for a resource. The version is named: with a wildcard the API server cannot check the types of the rules. */
export function on(operations: string[], apiGroup: string, apiVersion: string, resource: string) {
  return { apiGroups: [apiGroup], apiVersions: [apiVersion], operations, resources: [resource] };
}
