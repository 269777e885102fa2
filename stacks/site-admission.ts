import { type SiteIdentity, siteLabel } from "../constructs/identity.ts";
import type { AdmissionObject } from "../constructs/tenancy/rule-admission.ts";

/**
 * What policies have a cluster hold a site's tenants to, where tenants of other sites are in it too: under names of the site's
 * own, since others may set the same rules otherwise, and in the namespaces of the site alone.
 */
export function admissionOfSite(
  { siteName }: SiteIdentity,
  objects: readonly AdmissionObject[],
): readonly AdmissionObject[] {
  return objects.map((object): AdmissionObject => {
    const metadata = { ...object.metadata, name: named(object.metadata.name) };
    if (object.kind === "ValidatingAdmissionPolicy") return { ...object, metadata };
    const { spec } = object;
    const selector = spec?.matchResources?.namespaceSelector;
    const own = { key: siteLabel, operator: "In", values: [siteName] };
    return {
      ...object,
      metadata,
      spec: {
        ...spec,
        ...(spec?.policyName !== undefined && { policyName: named(spec.policyName) }),
        matchResources: {
          ...spec?.matchResources,
          namespaceSelector: {
            ...selector,
            matchExpressions: [...(selector?.matchExpressions ?? []), own],
          },
        },
      },
    };
  });

  function named(name: string): string {
    return `${name}-${siteName}`;
  }
}
