import { defaultAssumptionsRule } from "../provenance/default-assumptions.ts";
import { priceWithoutSource } from "../provenance/price-without-source.ts";
import { staleSource } from "../provenance/stale-source.ts";
import { unverifiedApproval } from "../provenance/unverified-approval.ts";
import { unverifiedBehindPromise } from "../provenance/unverified-behind-promise.ts";
import { unverifiedRackPower } from "../provenance/unverified-rack-power.ts";
import type { AnyRule } from "../rule.ts";

export const provenance: readonly AnyRule[] = [
  unverifiedBehindPromise,
  unverifiedApproval,
  unverifiedRackPower,
  staleSource,
  priceWithoutSource,
  defaultAssumptionsRule,
];
