import { z } from "zod";
import { closed } from "../../site/schema/closed.ts";
import { name } from "../../site/schema/values.ts";
import { tenantTemplate } from "../../site/template/template.ts";
import { acceleratorsAnswer, demandsOf } from "./accelerators.ts";
import { flexibleAnswer, flexibleOf } from "./flexible.ts";
import { leaseAnswers, leased, redundancyAnswer } from "./lease.ts";
import { workloadAnswers, workloads } from "./namespaces.ts";

export const researchPartition = tenantTemplate({
  name: "research-partition",
  version: "1.0.0",
  title: "Research partition",
  what: "A few racks for several projects: a namespace each with equal parts of the quota, one queue for all of them, in which the urgent goes first.",
  answers: closed({
    ...leaseAnswers,
    ...workloadAnswers,
    accelerators: acceleratorsAnswer,
    projects: z
      .array(name)
      .min(1)
      .default(["research"])
      .describe("Each has a namespace called by the tenant's name and its own."),
    redundancy: redundancyAnswer.default("N").describe("The least redundancy of the power."),
    flexible: flexibleAnswer,
  }),
  build: (answers) => ({
    ...leased(answers),
    ...workloads(
      answers,
      answers.projects.map((project) => ({ name: `${answers.name}-${project}` })),
    ),
    demand: demandsOf(answers.accelerators, { redundancy: answers.redundancy, fabric: "any" }),
    flexible: flexibleOf(answers.flexible, { notice: "10 min", maximumDuration: "8 h" }),
  }),
});
