import { capacityChanges } from "./capacity/capacity-changes.ts";
import { unseenDocuments } from "./documents.ts";
import { headline } from "./headline.ts";
import { fabricChanges } from "./identifiers/fabric-changes.ts";
import { identifierChanges } from "./identifiers/identifier-changes.ts";
import { lossesOf } from "./losses/losses.ts";
import { miningChanges } from "./mining/mining-changes.ts";
import { moneyChanges } from "./money/money-changes.ts";
import { networkPaths } from "./network/network-paths.ts";
import { notUnderstood } from "./not-understood.ts";
import { outcomeOf } from "./outcome.ts";
import type { PlannedStack } from "./plan/planned-stack.ts";
import { policyChanges } from "./policies.ts";
import { powerChanges } from "./power/power-changes.ts";
import { allChanges } from "./resources/all-changes.ts";
import { readClusters } from "./resources/clusters.ts";
import { objectPairs } from "./resources/object-pairs.ts";
import { resourceChanges } from "./resources/resource-changes.ts";
import type { Result } from "./result/result.ts";
import type { Review, Side } from "./review.ts";
import { securityChanges } from "./security/security-changes.ts";

/**
 * What a change means, by two results of synth. Of stacks with a plan, resources and losses are as Terraform will have them;
 * networks and security are judged by what is declared in either case.
 *
 * @throws Refusal where a result turns out to be no output of synth once it is read in full.
 */
export function compareResults(base: Result, head: Result, plans: readonly PlannedStack[] = []): Review {
  const clusters = readClusters();
  const pairs = objectPairs(base, head);
  const changes = allChanges(base, head, plans, clusters);
  const title = head.plan?.title ?? base.plan?.title;
  const judged: Omit<Review, "headline" | "outcome"> = {
    version: 1,
    site: head.plan?.site ?? base.plan?.site ?? "",
    ...(title !== undefined && { title }),
    base: { ...sideOf(base), ...otherName(base, head) },
    head: sideOf(head),
    losses: lossesOf(changes, { base, head }, clusters),
    power: powerChanges(base.plan, head.plan),
    capacity: capacityChanges(base.plan, head.plan),
    network: {
      identifiers: identifierChanges(base.plan, head.plan),
      fabrics: fabricChanges(base.plan, head.plan),
      paths: networkPaths(base, head, pairs, clusters),
    },
    mining: miningChanges(base.plan, head.plan),
    money: moneyChanges(base.plan, head.plan),
    security: securityChanges(pairs),
    policies: policyChanges(base, head),
    resources: resourceChanges(changes, base, head, plans),
    notUnderstood: notUnderstood(changes, plans),
  };
  const whole = {
    ...judged,
    notUnderstood: [...judged.notUnderstood, ...unseenDocuments(judged, base.plan, head.plan)],
  };
  return { ...whole, outcome: outcomeOf(whole), headline: headline(whole) };
}

function otherName({ plan: base }: Result, { plan: head }: Result): Pick<Side, "site"> {
  return base !== undefined && head !== undefined && base.site !== head.site ? { site: base.site } : {};
}

function sideOf({ label, plan }: Result): Side {
  return { label, ...(plan !== undefined && { day: plan.day }) };
}
