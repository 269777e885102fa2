import { type Layer, layered } from "../layers/layered-document.ts";
import { isSaid } from "../layers/said.ts";
import { type Places, pathText } from "../load/places.ts";
import { schemaProblems } from "../load/schema-problems.ts";
import type { YamlDocument } from "../load/yaml-document.ts";
import type { Problem } from "../problem.ts";
import { AnswersRefused } from "./answers-refused.ts";
import { type Answered, commonPath, followsFrom } from "./follows-from.ts";
import { asContent } from "./given.ts";
import { findTemplate, type Templates } from "./registry.ts";
import type { AnyTemplate } from "./template.ts";
import { templateFault } from "./template-fault.ts";
import { type TemplatedDocument, templatedDocument } from "./templated-document.ts";

type Path = readonly (string | number)[];

/** Where a value of a document comes from. */
export type Origin =
  | { readonly from: "document" | "override" | "shared"; readonly where: string }
  | (ByTemplate & {
      /** Where an override changes a part of it; undefined where none does. */
      readonly overridden?: string | undefined;
    });

type ByTemplate =
  /** It would be another one with another value for these answers; those that are not stated have the template's default. */
  | { readonly from: "answers"; readonly template: AnyTemplate; readonly answers: readonly Decisive[] }
  | { readonly from: "template"; readonly template: AnyTemplate; readonly where: string };

/** An answer that decides a value. */
export interface Decisive {
  readonly path: Path;
  /** Where it is stated; undefined where the template's default stands for it. */
  readonly where: string | undefined;
}

/** What a template gave for the answers in a document, with what the document lays over it. */
export interface Expansion {
  readonly template: AnyTemplate;
  readonly content: unknown;
  readonly places: Places;
  originOf(path: Path): Origin;
}

type Refused = { readonly problems: readonly Problem[] };

/** The document that a templated one stands for, or all that is wrong with its answers. */
export function expand(
  gives: AnyTemplate["gives"],
  yaml: YamlDocument,
  templates: Templates,
): Expansion | Refused {
  const refused = (path: Path, message: string, key?: string): Problem => ({
    where: key === undefined ? yaml.locate(path) : yaml.locateKey(path, key),
    message: path.length === 0 ? message : `${pathText(path)}: ${message}`,
  });
  const read = templatedDocument.safeParse(yaml.content, { reportInput: true });
  if (!read.success) {
    const issues = schemaProblems(read.error.issues);
    return { problems: issues.map(({ path, key, message }) => refused(path, message, key)) };
  }
  const found = findTemplate(templates, gives, read.data.template);
  if ("problem" in found) return { problems: [refused(["template", found.part], found.problem)] };
  const { template } = found;
  const answers = template.answers.safeParse(read.data.answers, { reportInput: true });
  if (!answers.success) {
    const issues = schemaProblems(answers.error.issues, ["answers"]);
    return { problems: issues.map(({ path, key, message }) => refused(path, message, key)) };
  }
  try {
    const given = template.build(answers.data);
    const answered = { schema: template.answers, answers: answers.data, given, build: template.build };
    return expansion(template, answered, read.data, yaml);
  } catch (error) {
    if (!(error instanceof AnswersRefused))
      return { problems: [refused(["template"], templateFault(template, error))] };
    return { problems: error.answers.map(({ path, message }) => refused(["answers", ...path], message)) };
  }
}

function expansion(
  template: AnyTemplate,
  answered: Answered,
  { overrides }: TemplatedDocument,
  yaml: YamlDocument,
): Expansion {
  const known = new Map<string, ByTemplate>();
  const decisiveFor = followsFrom(answered);
  const originInTemplate = (path: Path): ByTemplate => {
    const key = pathText(path);
    const origin = known.get(key) ?? foundInTemplate(path);
    known.set(key, origin);
    return origin;
  };
  const foundInTemplate = (path: Path): ByTemplate => {
    const decisive = decisiveFor(path).map((answer) => ({
      path: answer,
      where: isSaid(yaml.content, ["answers", ...answer]) ? yaml.locate(["answers", ...answer]) : undefined,
    }));
    return decisive.length > 0
      ? { from: "answers", template, answers: decisive }
      : { from: "template", template, where: yaml.locate(["template"]) };
  };
  const byTemplate: Layer = {
    content: asContent(answered.given),
    locate: (path) => whereOf(originInTemplate(path), yaml),
    locateKey: (path, key) => whereOf(originInTemplate([...path, key]), yaml),
  };
  const byOverrides: Layer = {
    content: overrides,
    locate: (path) => yaml.locate(["overrides", ...path]),
    locateKey: (path, key) => yaml.locateKey(["overrides", ...path], key),
  };
  const { content, placeOf, beneath } = layered([byTemplate, byOverrides]);
  const originOf = (path: Path): Origin => {
    const place = placeOf(path);
    if (place.layer !== byOverrides) return originInTemplate(place.path);
    const where = byOverrides.locate(place.path);
    const under = beneath(path);
    return under === undefined
      ? { from: "override", where }
      : { ...originInTemplate(under.path), overridden: where };
  };
  const places: Places = {
    locate: (path) => {
      const { layer, path: inside } = placeOf(path);
      return layer.locate(inside);
    },
    locateKey: (path, key) => {
      const { layer, path: inside } = placeOf([...path, key]);
      return layer.locate(inside);
    },
    remark: (path) => {
      const { layer, path: inside } = placeOf(path);
      return layer === byOverrides ? "" : remarkOf(originInTemplate(inside));
    },
  };
  return { template, content, places, originOf };
}

function whereOf(origin: ByTemplate, yaml: YamlDocument): string {
  return origin.from === "answers" ? yaml.locate(["answers", ...sharedPath(origin.answers)]) : origin.where;
}

/** Of several answers the part of the document that they share. Those that are not stated stand nowhere in it. */
function sharedPath(answers: readonly Decisive[]): Path {
  const stated = answers.filter(({ where }) => where !== undefined);
  return commonPath((stated.length > 0 ? stated : answers).map(({ path }) => path));
}

function remarkOf(origin: ByTemplate): string {
  if (origin.from === "answers") {
    const { template, answers } = origin;
    return ` (by ${pathText(["answers", ...sharedPath(answers)])}, of the template ${template.name} ${template.version})`;
  }
  const { name, version } = origin.template;
  return ` (by the template ${name} ${version} itself: an override can mend it until its maker does)`;
}
