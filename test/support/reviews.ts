import { currentLock } from "../../placement/current-lock.ts";
import { sitePlanRecord } from "../../placement/site-plan-record.ts";
import { capacityChanges } from "../../review/capacity/capacity-changes.ts";
import { headline } from "../../review/headline.ts";
import { fabricChanges } from "../../review/identifiers/fabric-changes.ts";
import { identifierChanges } from "../../review/identifiers/identifier-changes.ts";
import { miningChanges } from "../../review/mining/mining-changes.ts";
import { moneyChanges } from "../../review/money/money-changes.ts";
import { outcomeOf } from "../../review/outcome.ts";
import { powerChanges } from "../../review/power/power-changes.ts";
import type { Fate } from "../../review/resources/resource-change.ts";
import { type SitePlanDocument, sitePlanDocument } from "../../review/result/site-plan-document.ts";
import type { Review } from "../../review/review.ts";
import { loadSite } from "../../templates/load-site.ts";

/** The plan that a synthesis of a site's folder would write, read back. */
export function planOf(folder: string): SitePlanDocument {
  const { site } = loadSite(folder);
  return sitePlanDocument.parse(JSON.parse(JSON.stringify(sitePlanRecord(site, currentLock(site, folder)))));
}

/** Nothing of any fate. */
export function noCounts(): Record<Fate, number> {
  return {
    created: 0,
    updated: 0,
    replaced: 0,
    destroyed: 0,
    forgotten: 0,
    moved: 0,
    renamed: 0,
    imported: 0,
    read: 0,
    unknown: 0,
  };
}

type Sections = Omit<Review, "headline" | "outcome">;

/** A review of two plans; what does not follow from plans, such as resources, is empty unless it is given. */
export function reviewOf(
  base: SitePlanDocument | undefined,
  head: SitePlanDocument | undefined,
  given: Partial<Sections> = {},
): Review {
  const sections: Sections = {
    version: 1,
    site: (head ?? base)?.site ?? "site",
    ...((head ?? base)?.title !== undefined && { title: (head ?? base)?.title ?? "" }),
    base: { label: "main", ...(base !== undefined && { day: base.day }) },
    head: { label: "working tree", ...(head !== undefined && { day: head.day }) },
    losses: [],
    power: powerChanges(base, head),
    capacity: capacityChanges(base, head),
    network: { identifiers: identifierChanges(base, head), fabrics: fabricChanges(base, head), paths: [] },
    mining: miningChanges(base, head),
    money: moneyChanges(base, head),
    security: { items: [] },
    policies: {
      newly: [],
      mended: [],
      still: [],
      suppressions: [],
      newSuppressions: [],
      lowered: [],
      judged: {},
    },
    resources: {
      counts: noCounts(),
      groups: [],
      drift: [],
      outputs: [],
      planned: [],
      stacks: { added: [], removed: [], unchanged: 0 },
      files: [],
    },
    notUnderstood: [],
    ...given,
  };
  return { ...sections, headline: headline(sections), outcome: outcomeOf(sections) };
}
