import { isSaid } from "../site/layers/said.ts";
import { YamlDocument } from "../site/load/yaml-document.ts";
import { Refusal } from "../site/problem.ts";
import { expand, type Origin } from "../site/template/expand.ts";
import type { Templates } from "../site/template/registry.ts";
import type { AnyTemplate } from "../site/template/template.ts";
import { isTemplated } from "../site/template/templated-document.ts";

type Path = readonly (string | number)[];

/** A document whose every value knows who said it. */
export interface TracedDocument {
  /** Undefined where nobody said it: the schema's default stands. */
  originOf(path: Path): Origin | undefined;
}

/**
 * A site's or a tenant's document, from its text.
 *
 * @throws Refusal where it is no YAML, or its answers are refused.
 */
export function tracedDocument(
  gives: AnyTemplate["gives"],
  file: string,
  text: string,
  templates: Templates,
): TracedDocument {
  const yaml = YamlDocument.parse(file, text);
  if ("problem" in yaml) throw new Refusal("The document is refused.", [yaml.problem]);
  if (!isTemplated(yaml.content)) {
    return {
      originOf: (path) =>
        isSaid(yaml.content, path) ? { from: "document", where: yaml.locate(path) } : undefined,
    };
  }
  const expanded = expand(gives, yaml, templates);
  if ("problems" in expanded) throw new Refusal("The document is refused.", expanded.problems);
  return {
    originOf: (path) => (isSaid(expanded.content, path) ? expanded.originOf(path) : undefined),
  };
}
