import { InvalidArgumentError } from "commander";
import type { CurtailmentPlan } from "../site/curtailment/plan.ts";
import type { Usage } from "../site/curtailment/running-load.ts";
import { Refusal } from "../site/problem.ts";
import { suggestion } from "../site/schema/closed.ts";
import { Duration } from "../site/units/index.ts";
import { parseQuantity } from "../site/units/parse.ts";

/** What loads have been called for this year, by their names in the plan. */
export type UsageOption = ReadonlyMap<string, Usage>;

const none: Usage = { shed: Duration.zero, calls: 0 };

/** Reads `mb-4=80h` or `lab/hall-1=4calls`, given once or several times. */
export function asUsage(text: string, before: UsageOption = new Map()): UsageOption {
  const [, load = "", amount = ""] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  const [, calls] = /^(\d+) *calls?$/.exec(amount) ?? [];
  const usage = before.get(load) ?? none;
  if (calls !== undefined) return new Map([...before, [load, { ...usage, calls: Number(calls) }]]);
  const shed = parseQuantity(Duration, amount);
  if (load === "" || "problem" in shed)
    throw new InvalidArgumentError(
      "Write the load, and how long or how often it was off: mb-4=80h, or lab/hall-1=4calls.",
    );
  return new Map([...before, [load, { ...usage, shed: shed.value }]]);
}

/** @throws Refusal where a load is none of the plan's: what was used of another would be forgotten in silence. */
export function refuseUnknownLoads(usage: UsageOption, { order }: CurtailmentPlan): void {
  const known = order.map(({ id }) => id);
  const unknown = [...usage.keys()].filter((load) => !known.includes(load));
  if (unknown.length === 0) return;
  throw new Refusal(
    "Nothing was reckoned.",
    unknown.map((load) => ({
      where: "--used",
      message: `the plan sheds no load "${load}": ${suggestion(load, known)}`,
    })),
  );
}
