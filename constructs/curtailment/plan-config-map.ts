import type { Construct } from "constructs";
import { dump } from "js-yaml";
import type { CurtailmentPlan, PlannedObligation, SheddableLoad } from "../../site/curtailment/plan.ts";
import { identityLabels, systemNamespace } from "../identity.ts";
import { KubernetesObject } from "../kubernetes/index.ts";

/**
 * The plan of shedding as a ConfigMap in `busbar-system`, for controllers and people on the site: what goes first, how
 * fast, what comes back when, and what never goes.
 *
 * @param name Of the ConfigMap. @default 'curtailment-plan'
 */
export function curtailmentPlanMap(
  scope: Construct,
  id: string,
  plan: CurtailmentPlan,
  name = "curtailment-plan",
): KubernetesObject {
  return new KubernetesObject(scope, id, {
    object: {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: {
        name,
        namespace: systemNamespace,
        labels: identityLabels({ siteName: plan.site }),
      },
      data: { "plan.yaml": curtailmentPlanText(plan) },
    },
  });
}

/** The plan as YAML, every quantity with its unit. What a programme pays stays out: many may read ConfigMaps. */
export function curtailmentPlanText(plan: CurtailmentPlan): string {
  const content = {
    version: 1,
    site: plan.site,
    day: plan.day,
    timeZone: plan.timeZone,
    strike: plan.strike,
    ramp: plan.ramp,
    shed: plan.order.map(shed),
    restore: restoreOrder(plan).map(({ group, loads }) => ({ group, loads: loads.map(restored) })),
    never: { firm: plan.firm, protected: plan.protected },
    obligations: plan.obligations.map(promised),
  };
  // Quantities become the text people write; what is undefined is left out.
  return dump(JSON.parse(JSON.stringify(content)), { noRefs: true, lineWidth: -1 });
}

function shed(load: SheddableLoad): object {
  return {
    load: load.id,
    class: load.class,
    zone: load.zone,
    tenant: load.tenant,
    owner: load.owner,
    power: load.power,
    ...(load.miners > 0 && { miners: load.miners, hashrate: load.hashrate }),
    abovePrice: load.value,
    notice: load.notice,
    rampDown: load.rampDown,
    rampUp: load.rampUp,
    minimumRun: load.minimumRun,
    minimumOff: load.minimumOff,
    maximumDuration: load.maximumDuration,
    hoursPerYear: load.hoursPerYear,
    callsPerYear: load.callsPerYear,
  };
}

function restored({ id, restore: { steps, interval, inrush } }: SheddableLoad): object {
  return { load: id, steps, interval, inrush };
}

function promised(obligation: PlannedObligation): object {
  const { payment: _, ...terms } = obligation;
  return terms;
}

/** Loads in the order in which they come back: group after group, within one what was shed last first. */
export function restoreOrder(
  plan: CurtailmentPlan,
): readonly { readonly group: number; readonly loads: readonly SheddableLoad[] }[] {
  const groups = new Map<number, SheddableLoad[]>();
  for (const load of plan.order.toReversed()) {
    const { group } = load.restore;
    groups.set(group, [...(groups.get(group) ?? []), load]);
  }
  return [...groups].map(([group, loads]) => ({ group, loads })).sort((a, b) => a.group - b.group);
}
