import type { RackType } from "../schema/site-document.ts";

/** Links of a GPU of the fifth generation of NVLink: one to each switch chip of its domain. */
const linksPerGpu = 18;
/** Links of a switch chip, and chips of a switch tray. */
const linksPerChip = 72;
const chipsPerTray = 2;

/** What a scale-up domain over NVLink consists of. */
export interface NvlinkDomain {
  readonly racks: number;
  readonly gpus: number;
  readonly computeTrays: number;
  readonly switchTrays: number;
  readonly switchChips: number;
  readonly links: number;
}

/**
 * The NVLink domain of a rack type: every GPU has one link to every switch chip, so that all reach each other at full rate.
 * An NVL72 rack: 18 compute trays, 72 GPUs, 9 switch trays of two chips.
 *
 * @returns undefined where the type has no NVLink domain, or one of other chips than these.
 * @see https://docs.nvidia.com/dgx-superpod/reference-architecture-scalable-infrastructure-gb200/latest/network-fabrics.html
 */
export function nvlinkDomain({ scaleUp, nodes, accelerator }: RackType): NvlinkDomain | undefined {
  if (scaleUp?.kind !== "nvlink" || accelerator === undefined) return undefined;
  const racks = scaleUp.racks.value;
  const computeTrays = racks * nodes.value;
  const gpus = computeTrays * accelerator.perNode.value;
  const switchChips = (gpus * linksPerGpu) / linksPerChip;
  // Further racks of a domain are joined by links between switches, which no source counts.
  if (racks !== 1 || switchChips !== linksPerGpu) return undefined;
  return {
    racks,
    gpus,
    computeTrays,
    switchTrays: switchChips / chipsPerTray,
    switchChips,
    links: gpus * linksPerGpu,
  };
}
