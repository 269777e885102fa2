import type { AnyRule } from "../rule.ts";
import { delivery } from "./delivery.ts";
import { mining } from "./mining.ts";
import { network } from "./network.ts";
import { power } from "./power.ts";
import { provenance } from "./provenance.ts";
import { tenancy } from "./tenancy.ts";

/** Every rule there is, pack after pack. */
export const rules: readonly AnyRule[] = [
  ...power,
  ...tenancy,
  ...network,
  ...mining,
  ...delivery,
  ...provenance,
];
