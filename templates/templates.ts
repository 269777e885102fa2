import type { AnyTemplate } from "../site/template/template.ts";
import { assetLight } from "./archetypes/asset-light.ts";
import { colocation } from "./archetypes/colocation.ts";
import { hyperscale } from "./archetypes/hyperscale.ts";
import { integrated } from "./archetypes/integrated.ts";
import { ownCloud } from "./archetypes/own-cloud.ts";
import { tenantTemplates } from "./tenants/index.ts";

/** busbar's own templates, every release that documents may still name. */
export const templates: readonly AnyTemplate[] = [
  assetLight,
  colocation,
  hyperscale,
  integrated,
  ownCloud,
  ...tenantTemplates,
];
