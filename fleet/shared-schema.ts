import { z } from "zod";
import { closed } from "../site/schema/closed.ts";
import { economicsKeys } from "../site/schema/economics.ts";
import { minerModel, poolSet } from "../site/schema/mining.ts";
import { policies } from "../site/schema/policies.ts";
import { contract } from "../site/schema/power.ts";
import { rackType } from "../site/schema/rack-type.ts";
import { siteDocument } from "../site/schema/site-document.ts";
import { name, text } from "../site/schema/values.ts";
import { queues } from "./multikueue-document.ts";

const only = {
  sites: z.array(name).min(1).optional().describe("The sites that get it. Default: all of the fleet."),
};

/** What the sites of a fleet share: parts of a site's document, and tenants. */
export const shared = closed({
  sources: siteDocument.shape.sources,
  rackTypes: z.array(closed({ ...rackType.shape, ...only })).default([]),
  minerModels: z.array(closed({ ...minerModel.shape, ...only })).default([]),
  poolSets: z.array(closed({ ...poolSet.shape, ...only })).default([]),
  contracts: z.array(closed({ ...contract.shape, ...only })).default([]),
  economics: closed(economicsKeys)
    .optional()
    .describe("What money is reckoned with, where a site states nothing else."),
  policies: policies
    .optional()
    .describe("As in a site; the organisation's file is named relative to fleet.yaml."),
  tenants: z
    .array(
      closed({
        name: name.describe("The name that its document has."),
        document: text
          .regex(/^[^/\\]/, { error: "must be a path relative to fleet.yaml, such as tenants/acme.yaml" })
          .describe("The tenant's document, relative to fleet.yaml."),
        sites: z
          .array(name)
          .min(1)
          .describe("The sites that it has racks on; for its queues, the preferred first."),
        queues: queues
          .optional()
          .describe("Where its jobs for all of these sites are handed in. Default: at each site for itself."),
      }),
    )
    .default([])
    .describe("Tenants with the same document on several sites."),
});

/** The lists of it whose entries are parts of a site's document, each of which may be for some sites only. */
export const sharedLists = ["rackTypes", "minerModels", "poolSets", "contracts"] as const;
