import { z } from "zod";
import { closed } from "../../site/schema/closed.ts";
import { quantity } from "../../site/schema/values.ts";
import { tenantTemplate } from "../../site/template/template.ts";
import { Percentage } from "../../site/units/index.ts";
import { acceleratorsAnswer, demandsOf } from "./accelerators.ts";
import { leaseAnswers, leased, redundancyAnswer } from "./lease.ts";
import { workloadAnswers, workloads } from "./namespaces.ts";

export const inferenceCloud = tenantTemplate({
  name: "inference-cloud",
  version: "1.0.0",
  title: "Inference cloud",
  what: "Models that answer at any hour: power that survives the loss of a path, racks on whichever fabrics have room, a namespace for what serves and one for batch work besides.",
  answers: closed({
    ...leaseAnswers,
    ...workloadAnswers,
    accelerators: acceleratorsAnswer,
    redundancy: redundancyAnswer.default("2N").describe("The least redundancy of the power."),
    fabric: z
      .enum(["one", "any"])
      .default("any")
      .describe('"one" where a model is served by racks together; a replica within a rack needs "any".'),
    batch: quantity(Percentage)
      .default(Percentage.percent(20))
      .describe("The share of the quota for batch work; what serves has the rest."),
  }),
  build: (answers) => ({
    ...leased(answers),
    ...workloads(answers, [
      { name: `${answers.name}-serving` },
      { name: `${answers.name}-batch`, share: `${answers.batch.percent} %` },
    ]),
    demand: demandsOf(answers.accelerators, { redundancy: answers.redundancy, fabric: answers.fabric }),
  }),
});
