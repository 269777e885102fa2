import { changeOutsideNamedTenant } from "../delivery/change-outside-named-tenant.ts";
import { deleteOfMiningZoneStillMining } from "../delivery/delete-of-mining-zone-still-mining.ts";
import { destroyOfRunningLease } from "../delivery/destroy-of-running-lease.ts";
import { forgotten } from "../delivery/forgotten.ts";
import { guardRemoved } from "../delivery/guard-removed.ts";
import { imageAllowList } from "../delivery/image-allow-list.ts";
import { imageDigest } from "../delivery/image-digest.ts";
import { localState } from "../delivery/local-state.ts";
import { replaceNamespace } from "../delivery/replace-namespace.ts";
import { replaceOfResourceFlavor } from "../delivery/replace-of-resource-flavor.ts";
import { tenantObjectRemoved } from "../delivery/tenant-object-removed.ts";
import { unknownActions } from "../delivery/unknown-actions.ts";
import type { AnyRule } from "../rule.ts";

/** What is deployed, and what a plan would do. */
export const delivery: readonly AnyRule[] = [
  changeOutsideNamedTenant,
  deleteOfMiningZoneStillMining,
  destroyOfRunningLease,
  forgotten,
  guardRemoved,
  imageAllowList,
  imageDigest,
  localState,
  replaceNamespace,
  replaceOfResourceFlavor,
  tenantObjectRemoved,
  unknownActions,
];
