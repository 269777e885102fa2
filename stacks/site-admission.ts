import { type SiteIdentity, siteLabel, tenantLabel } from "../constructs/identity.ts";
import type { AdmissionObject } from "../constructs/tenancy/rule-admission.ts";

type Binding = Exclude<AdmissionObject, { readonly kind: "ValidatingAdmissionPolicy" }>;
type Requirement = { readonly key: string; readonly operator: "In"; readonly values: string[] };

/**
 * What policies have a cluster hold a site's tenants to, where tenants of other sites are in it too: under names of the site's
 * own, since others may set the same rules otherwise, and in the namespaces of the site alone. Those of a tenant of several sites
 * are the cluster's, and held to the rules of each of its sites.
 *
 * @param shared The cluster, and the site's tenants whose namespaces there are of several sites.
 */
export function admissionOfSite(
  { siteName }: SiteIdentity,
  { cluster, tenants }: { readonly cluster: string; readonly tenants: readonly string[] },
  objects: readonly AdmissionObject[],
): readonly AdmissionObject[] {
  const ofSite = [{ key: siteLabel, operator: "In" as const, values: [siteName] }];
  const ofCluster = [
    { key: siteLabel, operator: "In" as const, values: [cluster] },
    { key: tenantLabel, operator: "In" as const, values: [...tenants] },
  ];
  return objects.flatMap((object): AdmissionObject[] => {
    const name = `${object.metadata.name}-${siteName}`;
    if (object.kind === "ValidatingAdmissionPolicy") {
      return [{ ...object, metadata: { ...object.metadata, name } }];
    }
    const own = bound(object, name, siteName, ofSite);
    // No name has a dot, so that this is no other site's.
    const more = bound(object, `${name}.${cluster}`, siteName, ofCluster);
    return tenants.length === 0 ? [own] : [own, more];
  });
}

/** A binding of a site's policy, to the namespaces that requirements choose of those that it had. */
function bound(object: Binding, name: string, siteName: string, more: readonly Requirement[]): Binding {
  const { spec } = object;
  const selector = spec?.matchResources?.namespaceSelector;
  return {
    ...object,
    metadata: { ...object.metadata, name },
    spec: {
      ...spec,
      ...(spec?.policyName !== undefined && { policyName: `${spec.policyName}-${siteName}` }),
      matchResources: {
        ...spec?.matchResources,
        namespaceSelector: {
          ...selector,
          matchExpressions: [...(selector?.matchExpressions ?? []), ...more],
        },
      },
    },
  };
}
