import { planJson } from "../placement/plan-json.ts";

/** A result as JSON, with the unit in each key. */
export function fleetJson(result: object): string {
  return `${JSON.stringify(planJson(result), null, 2)}\n`;
}
