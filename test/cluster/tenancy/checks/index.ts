import type { Check } from "../check.ts";
import { accessChecks } from "./access.ts";
import { neighbourChecks } from "./neighbours.ts";
import { podSecurityChecks } from "./pod-security.ts";
import { queueChecks } from "./queues.ts";
import { quotaChecks } from "./quotas.ts";
import { rackChecks } from "./racks.ts";
import { rightsChecks } from "./rights.ts";
import { serviceChecks } from "./services.ts";
import { volumeChecks } from "./volumes.ts";

export { dailyWork } from "./daily-work.ts";

/** What a tenant must not be able to do. */
export const isolationChecks: readonly Check[] = [
  ...rackChecks,
  ...neighbourChecks,
  ...podSecurityChecks,
  ...serviceChecks,
  ...volumeChecks,
  ...quotaChecks,
  ...queueChecks,
  ...accessChecks,
  ...rightsChecks,
];
