import { suggestion } from "../schema/closed.ts";
import type { MinerModel, RackType } from "../schema/site-document.ts";
import { catalog } from "./catalog.ts";

/**
 * A rack type of the built-in catalog, such as `gb300-nvl72`.
 *
 * @throws RangeError where there is none of the name, with the nearest that there is.
 */
export function catalogRackType(name: string): RackType {
  return lookUp(catalog().rackTypes, "rack type", name);
}

/**
 * A miner model of the built-in catalog, such as `antminer-s21-xp`.
 *
 * @throws RangeError where there is none of the name, with the nearest that there is.
 */
export function catalogMinerModel(name: string): MinerModel {
  return lookUp(catalog().minerModels, "miner model", name);
}

function lookUp<T>(entries: ReadonlyMap<string, T>, what: string, name: string): T {
  const entry = entries.get(name);
  if (entry !== undefined) return entry;
  throw new RangeError(`the catalog has no ${what} "${name}": ${suggestion(name, [...entries.keys()])}`);
}
