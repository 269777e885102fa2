import type { RackType } from "../schema/site-document.ts";

type AcceleratorRack = Pick<RackType, "nodes" | "accelerator" | "power">;

/**
 * Accelerators for each kW of critical load: what efficiency in J/TH is to mining. Accelerators alone are counted, since the
 * catalog states no operations a second. Undefined for racks without any.
 */
export function acceleratorsPerKilowatt({ nodes, accelerator, power }: AcceleratorRack): number | undefined {
  if (accelerator === undefined) return undefined;
  return (nodes.value * accelerator.perNode.value) / power.value.kilowatts;
}
