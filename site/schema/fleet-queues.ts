import { z } from "zod";
import { name } from "./values.ts";

/**
 * Tenants of a site whose jobs a Kueue manager elsewhere may send to it. A fleet says it of its sites; a site by itself may say
 * it, where its manager is declared by other means.
 */
export const fleetQueues = z
  .array(name)
  .default([])
  .describe("Tenants whose jobs are handed in at a manager of the fleet, and may be sent here.");
