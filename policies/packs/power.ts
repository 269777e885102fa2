import { continuousHeadroom } from "../power/continuous-headroom.ts";
import { coolingHeadroom } from "../power/cooling-headroom.ts";
import { firmOnFlexible } from "../power/firm-on-flexible.ts";
import { flexibleAgainstUptime } from "../power/flexible-against-uptime.ts";
import { generatorStartWithinBattery } from "../power/generator-start-within-battery.ts";
import { indexBehindFixedPrice } from "../power/index-behind-fixed-price.ts";
import { leaseAfterContract } from "../power/lease-after-contract.ts";
import { loadApprovalHeadroom } from "../power/load-approval-headroom.ts";
import { lossesUnstated } from "../power/losses-unstated.ts";
import { n1Headroom } from "../power/n-1-headroom.ts";
import { pathsShareElement } from "../power/paths-share-element.ts";
import { phaseImbalanceRule } from "../power/phase-imbalance.ts";
import { powerFactorAssumed } from "../power/power-factor-assumed.ts";
import { rampStated } from "../power/ramp-stated.ts";
import { restoreInrush } from "../power/restore-inrush.ts";
import { rowDensity } from "../power/row-density.ts";
import { strandedPower } from "../power/stranded-power.ts";
import { takeOrPayWithoutResale } from "../power/take-or-pay-without-resale.ts";
import { uptimeAboveModel } from "../power/uptime-above-model.ts";
import type { AnyRule } from "../rule.ts";

export const power: readonly AnyRule[] = [
  loadApprovalHeadroom,
  continuousHeadroom,
  n1Headroom,
  powerFactorAssumed,
  restoreInrush,
  pathsShareElement,
  firmOnFlexible,
  generatorStartWithinBattery,
  uptimeAboveModel,
  flexibleAgainstUptime,
  coolingHeadroom,
  rowDensity,
  phaseImbalanceRule,
  strandedPower,
  lossesUnstated,
  rampStated,
  leaseAfterContract,
  indexBehindFixedPrice,
  takeOrPayWithoutResale,
];
