import { sitePlanRecord } from "../placement/site-plan-record.ts";
import { checkSite } from "../policies/check-site.ts";
import { sitePage } from "../review/page/site-page.tsx";
import { sitePlanDocument } from "../review/result/site-plan-document.ts";
import type { Day } from "../site/day.ts";
import { declaredSite } from "./declared.ts";

/**
 * The page of a site on a day, with what its policies have found on that day.
 *
 * @throws Refusal where the documents, the lock or the settings of the policies are not right.
 */
export async function describedPage(folder: string, at: Day | undefined): Promise<string> {
  const declared = await declaredSite(folder, at);
  const { findings } = checkSite({ folder, ...declared });
  const plan = sitePlanDocument.parse(sitePlanRecord(declared.site, declared.lock));
  return sitePage(plan, findings);
}
