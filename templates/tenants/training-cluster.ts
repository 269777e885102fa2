import { closed } from "../../site/schema/closed.ts";
import { tenantTemplate } from "../../site/template/template.ts";
import { acceleratorsAnswer, demandsOf } from "./accelerators.ts";
import { flexibleAnswer, flexibleOf } from "./flexible.ts";
import { leaseAnswers, leased, redundancyAnswer } from "./lease.ts";
import { workloadAnswers, workloads } from "./namespaces.ts";

export const trainingCluster = tenantTemplate({
  name: "training-cluster",
  version: "1.0.0",
  title: "Training cluster",
  what: "Large synchronous jobs: all racks of an entry on one fabric, almost all of the quota in one namespace, the rest to try things out. Work that is checkpointed can be shed, where the lease says so.",
  answers: closed({
    ...leaseAnswers,
    ...workloadAnswers,
    accelerators: acceleratorsAnswer,
    redundancy: redundancyAnswer
      .default("N")
      .describe("The least redundancy of the power: training starts again from its checkpoint."),
    flexible: flexibleAnswer,
  }),
  build: (answers) => ({
    ...leased(answers),
    ...workloads(answers, [
      { name: `${answers.name}-training`, share: "90 %" },
      { name: `${answers.name}-development`, share: "10 %" },
    ]),
    demand: demandsOf(answers.accelerators, { redundancy: answers.redundancy, fabric: "one" }),
    flexible: flexibleOf(answers.flexible, { notice: "15 min", maximumDuration: "4 h" }),
  }),
});
