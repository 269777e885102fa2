import { parser } from "@prometheus-io/lezer-promql";

/** What is wrong with an expression in the grammar that Prometheus itself uses in its editor; undefined if nothing. */
export function promqlProblem(expression: string): string | undefined {
  let problem: string | undefined;
  parser.parse(expression).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError) problem ??= `at ${from} to ${to} of ${expression}`;
    },
  });
  return problem;
}

/** The metrics that an expression reads. */
export function metricsIn(expression: string): string[] {
  const names: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ name, node }) => {
      const identifier = name === "VectorSelector" ? node.getChild("Identifier") : null;
      if (identifier !== null) names.push(expression.slice(identifier.from, identifier.to));
    },
  });
  return names;
}

/** The matchers of each of its series, as they are written. */
export function matchersIn(expression: string): string[] {
  const matchers: string[] = [];
  parser.parse(expression).iterate({
    enter: ({ name, node }) => {
      if (name !== "VectorSelector") return;
      const found = node.getChild("LabelMatchers");
      matchers.push(found === null ? "" : expression.slice(found.from, found.to));
    },
  });
  return matchers;
}
