import { z } from "zod";
import { withInheritedSources } from "../figure.ts";
import { minerModel } from "../schema/mining.ts";
import { rackType } from "../schema/rack-type.ts";
import { siteDocument } from "../schema/site-document.ts";
import type { Catalog } from "../site.ts";
import { minerModels } from "./miner-models.ts";
import { rackTypes } from "./rack-types.ts";
import { sources } from "./sources.ts";

let parsed: Catalog | undefined;

/**
 * What every site may name without declaring it: racks, miners, and the publications they are taken from.
 * Parsed on first use: at import it would cost every start of the program.
 */
export function catalog(): Catalog {
  parsed ??= {
    rackTypes: byName(withInheritedSources(z.array(rackType).parse(rackTypes))),
    minerModels: byName(withInheritedSources(z.array(minerModel).parse(minerModels))),
    sources: siteDocument.shape.sources.parse(sources),
  };
  return parsed;
}

function byName<T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.name, item]));
}
