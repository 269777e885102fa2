import { z } from "zod";
import { closed } from "./closed.ts";
import { count, name, sourced, text } from "./values.ts";

export const networkRoles = ["north-south", "storage", "in-band", "out-of-band"] as const;

/** A network of the site's beside its fabrics: to the outside, to storage, for managing nodes, for their controllers. */
export const siteNetwork = closed({
  name,
  role: z.enum(networkRoles),
  cidr: text.describe("Its addresses, such as 10.0.0.0/20; they are no other network's."),
  vlan: count
    .max(4094, { error: (issue) => `${String(issue.input)} is not a VLAN: 1 to 4094` })
    .describe("No other network of the site has it."),
  vrf: name.optional().describe("The routing table it belongs to, where it is not the switches' default."),
  ...sourced,
});

export type SiteNetwork = z.output<typeof siteNetwork>;
export type NetworkRole = (typeof networkRoles)[number];
