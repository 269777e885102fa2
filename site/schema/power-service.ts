import { z } from "zod";
import { closed } from "./closed.ts";
import { name, sourced, text } from "./values.ts";

/** What a power service such as NVIDIA DPS is told beside the site itself. Credentials only by the name of their Secret. */
export const powerService = closed({
  redfish: text
    .regex(/^https:\/\/[^\s@]*\{node\}[^\s@]*$/, {
      error: (issue) =>
        `${JSON.stringify(issue.input)} is not the address of a node's controller: write https and {node}, without user or password`,
    })
    .describe("The address of a node's management controller; {node} is the node's name."),
  secret: text
    .regex(/^[a-z0-9{}]([-a-z0-9.{}]*[a-z0-9}])?$/, {
      error: (issue) => `${JSON.stringify(issue.input)} is not the name of a Secret`,
    })
    .default("{node}")
    .describe("The Secret with its credentials; {node} is the node's name."),
  models: z
    .record(name, text)
    .default({})
    .describe("By rack type, what the service calls its nodes, where it is not one that busbar knows."),
  ...sourced,
});

export type PowerService = z.output<typeof powerService>;
