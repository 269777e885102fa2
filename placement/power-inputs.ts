import { carries } from "../site/power/rating.ts";
import type { SiteDocument } from "../site/schema/site-document.ts";
import type { ServicePeriod } from "../site/service-period.ts";

/**
 * What of the power network a placement depends on and not every site states: written only where it is, so that locks of
 * before stay good.
 */
export function powerInputs(document: SiteDocument): { readonly network?: unknown } {
  const inputs = {
    approvals: document.interconnects.flatMap(({ name, approvals }) =>
      approvals
        .filter(({ to, ramp }) => to !== undefined || ramp !== undefined)
        .map(({ from, to, ramp }) => [name, from, to, ramp && [ramp.load.value.watts, ramp.by]]),
    ),
    critical: document.power.filter((node) => carries(node) === "critical").map(({ name }) => name),
    service: document.power
      .filter(comesOrGoes)
      .map(({ name, installed, removed }) => [name, installed, removed]),
    generators: document.generators.map((plant) => [
      plant.name,
      plant.backs,
      plant.rating.value.voltAmperes,
      plant.units,
      plant.redundancy,
      plant.powerFactor?.value,
      plant.installed,
      plant.removed,
    ]),
    mining: document.zones
      .filter(({ mining }) => mining?.feeds !== undefined || mining?.restore !== undefined)
      .map(({ name, mining }) => {
        const restore = mining?.restore;
        return [name, mining?.feeds, restore && [restore.group, restore.steps, restore.inrush.value]];
      }),
  };
  return Object.values(inputs).some((list) => list.length > 0) ? { network: inputs } : {};
}

function comesOrGoes({ installed, removed }: ServicePeriod): boolean {
  return installed !== undefined || removed !== undefined;
}
