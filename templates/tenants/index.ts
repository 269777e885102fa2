import type { TenantTemplate } from "../../site/template/template.ts";
import { inferenceCloud } from "./inference-cloud.ts";
import { poweredShell } from "./powered-shell.ts";
import { researchPartition } from "./research-partition.ts";
import { trainingCluster } from "./training-cluster.ts";

/** busbar's own templates of tenants, every release that documents may still name. */
export const tenantTemplates: readonly TenantTemplate[] = [
  inferenceCloud,
  poweredShell,
  researchPartition,
  trainingCluster,
];
