import { loadSite } from "../fleet/load-site.ts";
import type { Day } from "../site/day.ts";
import type { LoadedSite } from "../site/load/load-site.ts";
import type { DeclaredSite } from "../stacks/declare.ts";

/**
 * What a site declares, with what policies have its clusters hold.
 *
 * @param sources The site as it was read. @default - as it is read now
 * @throws Refusal where the documents, the lock, the constructs or the settings of the policies are not right.
 */
export async function declaredSite(
  folder: string,
  at?: Day,
  sources: LoadedSite = loadSite(folder),
): Promise<DeclaredSite> {
  // cdktf takes a while to load: commands that do not need it should not wait for it.
  const { declareSite } = await import("../stacks/declare.ts");
  const { enforcedPolicies } = await import("../policies/site-policies.ts");
  return declareSite(folder, { at, policies: enforcedPolicies, sources });
}

/**
 * The same, for what is to be deployed without a synthesis before it.
 *
 * @throws PolicyRefusal where a hard rule is broken.
 */
export async function deployableSite(folder: string, at?: Day): Promise<DeclaredSite> {
  const { enforcedPolicies } = await import("../policies/site-policies.ts");
  const declared = await declaredSite(folder, at);
  enforcedPolicies.judge({ folder, ...declared });
  return declared;
}
