import { YamlDocument } from "../site/load/yaml-document.ts";
import { Refusal } from "../site/problem.ts";
import { suggestion } from "../site/schema/closed.ts";
import type { Site } from "../site/site.ts";
import { asContent } from "../site/template/given.ts";
import { findTemplate, type Templates } from "../site/template/registry.ts";
import { isTemplated, templatedDocument } from "../site/template/templated-document.ts";
import { answerSchema, isMapping } from "./answer-schema.ts";
import type { LocateAnswer } from "./check-answers.ts";
import { withItem } from "./edit-yaml.ts";

type Path = readonly (string | number)[];

/** A site's document with something added, and where in it that stands. */
export interface Added {
  readonly text: string;
  readonly at: Path;
}

/** What a template's own list of zones is called. */
const zoneLists = ["zones", "halls"];

/** Where a document that answers a template may state pool sets. */
const templatedPoolSets: readonly Path[] = [
  ["overrides", "poolSets"],
  ["answers", "poolSets"],
  ["answers", "pools", "sets"],
];

/**
 * The document with one zone more: in its own list, or in that of its template's answers where it asks for one, else laid over
 * what the template gives.
 */
export function withZone(file: string, text: string, templates: Templates, zone: unknown): Added {
  const content = contentOf(file, text);
  const list = isTemplated(content) ? templatedZones(content, templates) : ["zones"];
  return added(file, text, list, zone);
}

/** A pool as somebody asks for it. */
export interface PoolAnswers {
  readonly poolSet: string;
  /** @default - the set's first group */
  readonly group?: string;
  readonly pool: Readonly<Record<string, unknown>>;
}

/**
 * The document with one pool more, last in its group. Of a template that gives the set, the group's pools are laid over it whole,
 * since pools have no names.
 *
 * @throws Refusal where there is no such set or group.
 */
export function withPool(
  file: string,
  text: string,
  { document }: Site,
  { poolSet, group, pool }: PoolAnswers,
  locate: LocateAnswer,
): Added {
  const set = document.poolSets.find(({ name }) => name === poolSet);
  if (set === undefined)
    throw noSuch(
      locate(["poolSet"]),
      "pool set",
      poolSet,
      document.poolSets.map(({ name }) => name),
    );
  const of = group === undefined ? set.groups[0] : set.groups.find(({ name }) => name === group);
  if (of === undefined)
    throw noSuch(
      locate(["group"]),
      `group in pool set "${poolSet}"`,
      group ?? "",
      set.groups.map(({ name }) => name),
    );
  const content = contentOf(file, text);
  const lists = isTemplated(content) ? templatedPoolSets : [["poolSets"]];
  for (const list of lists) {
    const pools = statedPools(content, list, poolSet, of.name);
    if (pools !== undefined) return added(file, text, pools, pool);
  }
  const whole = { name: of.name, pools: [...(asContent(of.pools) as readonly unknown[]), pool] };
  const set0 = indexOfName(valueAt(content, ["overrides", "poolSets"]), poolSet);
  return set0 < 0
    ? added(file, text, ["overrides", "poolSets"], { name: poolSet, groups: [whole] })
    : added(file, text, ["overrides", "poolSets", set0, "groups"], whole);
}

function templatedZones(content: unknown, templates: Templates): Path {
  const { template: reference } = templatedDocument.parse(content);
  const found = findTemplate(templates, "site", reference);
  const properties = "template" in found ? answerSchema(found.template).properties : undefined;
  const list = zoneLists.find((key) => properties?.[key]?.type === "array");
  return list === undefined ? ["overrides", "zones"] : ["answers", list];
}

/** Where the pools of a group are stated in a list of pool sets, if they are. A set's only group need not have a name. */
function statedPools(content: unknown, sets: Path, set: string, group: string): Path | undefined {
  const inSets = indexOfName(valueAt(content, sets), set);
  const groups = [...sets, inSets, "groups"];
  const stated = valueAt(content, groups);
  const isOnly = Array.isArray(stated) && stated.length === 1;
  const inGroups = isOnly ? 0 : indexOfName(stated, group);
  const pools = [...groups, inGroups, "pools"];
  return Array.isArray(valueAt(content, pools)) ? pools : undefined;
}

function added(file: string, text: string, list: Path, item: unknown): Added {
  const edited = withItem(text, list, item);
  const items = valueAt(contentOf(file, edited), list);
  return { text: edited, at: [...list, Array.isArray(items) ? items.length - 1 : 0] };
}

function contentOf(file: string, text: string): unknown {
  const yaml = YamlDocument.parse(file, text);
  if ("problem" in yaml) throw new Refusal("The document is refused.", [yaml.problem]);
  return yaml.content;
}

function indexOfName(list: unknown, name: string): number {
  return Array.isArray(list) ? list.findIndex((item) => isMapping(item) && item["name"] === name) : -1;
}

function valueAt(content: unknown, path: Path): unknown {
  return path.reduce<unknown>((found, step) => {
    if (Array.isArray(found)) return found[Number(step)];
    return isMapping(found) ? found[String(step)] : undefined;
  }, content);
}

function noSuch(where: string, what: string, name: string, names: readonly string[]): Refusal {
  return new Refusal("There is nowhere to add the pool.", [
    { where, message: `the site has no ${what} named "${name}": ${suggestion(name, names)}` },
  ]);
}
