import { curtailableFirmware } from "../mining/curtailable-firmware.ts";
import { drainTime } from "../mining/drain-time.ts";
import { examplePayoutAddress } from "../mining/example-payout-address.ts";
import { fallbackPoolsDirect } from "../mining/fallback-pools-direct.ts";
import { hostedOwnerWithoutClause } from "../mining/hosted-owner-without-clause.ts";
import { mixedEfficiency } from "../mining/mixed-efficiency.ts";
import { obligationMargin } from "../mining/obligation-margin.ts";
import { plainTextSecret } from "../mining/plain-text-secret.ts";
import { poolsOfTwoOperators } from "../mining/pools-of-two-operators.ts";
import { singlePoolHost } from "../mining/single-pool-host.ts";
import { testKey } from "../mining/test-key.ts";
import { workerNamesAcrossZones } from "../mining/worker-names-across-zones.ts";
import type { AnyRule } from "../rule.ts";

export const mining: readonly AnyRule[] = [
  singlePoolHost,
  poolsOfTwoOperators,
  testKey,
  examplePayoutAddress,
  plainTextSecret,
  obligationMargin,
  curtailableFirmware,
  hostedOwnerWithoutClause,
  mixedEfficiency,
  fallbackPoolsDirect,
  workerNamesAcrossZones,
  drainTime,
];
