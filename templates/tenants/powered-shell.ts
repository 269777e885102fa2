import { z } from "zod";
import { closed } from "../../site/schema/closed.ts";
import type { TenantInput } from "../../site/schema/tenant-document.ts";
import { day, figure, name, quantity } from "../../site/schema/values.ts";
import { AnswersRefused } from "../../site/template/answers-refused.ts";
import type { Given } from "../../site/template/given.ts";
import { tenantTemplate } from "../../site/template/template.ts";
import { Power } from "../../site/units/index.ts";
import { leaseAnswers, leased, redundancyAnswer } from "./lease.ts";

const hall = closed({
  name: name.describe("What to call it among the tenant's demands, such as `phase-1`."),
  cooling: z.enum(["air", "liquid"]).describe("How the tenant's racks give off their heat."),
  critical: figure(quantity(Power)).describe("The critical load leased there."),
  from: day.optional().describe("Default: the lease's first day."),
  to: day.optional().describe("Default: the lease's last day."),
  zones: z.array(name).min(1).optional().describe("The zones it may be in. Default: all."),
});

export const poweredShell = tenantTemplate({
  name: "powered-shell",
  version: "1.0.0",
  title: "Powered shell",
  what: "Positions, power and cooling for racks that the tenant brings, hall by hall as they are ready. It runs its own network and software, so it has neither fabric nor namespaces; its energy is passed through.",
  answers: closed({
    ...leaseAnswers,
    halls: z
      .array(hall)
      .min(1, { error: "a powered shell is of at least one hall" })
      .describe("What it takes, hall by hall."),
    redundancy: redundancyAnswer.default("2N").describe("The least redundancy of the power."),
  }),
  build: ({ halls, redundancy, ...lease }) => {
    const document = leased(lease);
    return {
      ...document,
      offering: "powered-shell",
      lease: { powerPassThrough: true, ...document.lease },
      demand: demandsOf(halls, redundancy),
    };
  },
});

type Demand = Given<TenantInput["demand"][number]>;

/** @throws AnswersRefused with every hall that is called as another is. */
function demandsOf(halls: readonly z.output<typeof hall>[], redundancy: "N" | "2N"): Demand[] {
  const refused = halls.flatMap((own, index) => {
    const first = halls.findIndex((other) => other.name === own.name);
    const message = `"${own.name}" is halls[${first}]'s name already: give it one of its own`;
    return first === index ? [] : [{ path: ["halls", index, "name"], message }];
  });
  if (refused.length > 0) throw new AnswersRefused(...refused);
  return halls.map(({ cooling, ...rest }) => ({
    ...rest,
    rackType: `shell-${cooling}`,
    redundancy,
    fabric: "none",
  }));
}
