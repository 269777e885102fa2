import { z } from "zod";
import { siteLabel } from "../../constructs/identity.ts";
import { labelsOf } from "./kinds.ts";
import type { OwnedNamespace } from "./namespaces.ts";
import type { JudgedPod } from "./pods.ts";

/** Whose images a rule judges. */
export const ofTenantsToo = z
  .boolean()
  .default(false)
  .describe("Whether it is asked of tenants' own work too. Default: of what the site deploys.");

/** Whether a pod's images are judged: the site's own, in mining zones and elsewhere; tenants' where that is asked. */
export function judgesImages(
  namespace: OwnedNamespace | undefined,
  { judged }: JudgedPod,
  { tenants }: { readonly tenants: boolean },
): boolean {
  if (namespace?.tenant !== undefined) return tenants;
  return namespace?.zone !== undefined || labelsOf(judged.object)[siteLabel] !== undefined;
}
