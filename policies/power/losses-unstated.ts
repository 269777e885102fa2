import type { PowerNode } from "../../site/schema/site-document.ts";
import type { Site } from "../../site/site.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const lossesUnstated: Rule = {
  id: "power/losses-unstated",
  title: "Transformers without losses among those with",
  what: "Where a site states the losses of some transformers above its AI halls, it states those of all.",
  why: "A hall's ratio of gross to critical load is checked against the losses that are stated. A transformer without any counts as lossless, and the ratio passes for the wrong reason.",
  fix: "State no-load and load losses from the transformer's test report.",
  level: "advisory",
  check: ({ site }) => {
    if (site.document.power.every(({ losses }) => losses === undefined)) return notApplicable;
    const above = aboveHalls(site);
    return site.document.power.flatMap((node, index) => {
      if (!isTransformer(node) || node.losses !== undefined || !above.has(node.name)) return [];
      return [
        {
          place: inSiteDocument("power", index),
          message: `"${node.name}" states no losses, others of the site do: the halls below it are checked as if it had none`,
        },
      ];
    });
  },
};

function isTransformer({ kind }: PowerNode): boolean {
  return kind === "main-transformer" || kind === "unit-transformer";
}

function aboveHalls({ zones, powerNetwork: network }: Site): ReadonlySet<string> {
  const halls = zones.filter(({ ai }) => ai !== undefined);
  return new Set(
    halls.flatMap((zone) =>
      network.paths(zone).flatMap((path) => network.chain(zone, path).map(({ name }) => name)),
    ),
  );
}
