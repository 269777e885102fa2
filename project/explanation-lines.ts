import { stringify } from "yaml";
import type { Explanation, ValueOrigin } from "./explain.ts";

/** An explanation as people read it. */
export function explanationLines({ path, value, origin, source }: Explanation): string[] {
  const isSimple = typeof value !== "object" || value === null;
  const shown = stringify(value, { lineWidth: 0 }).trimEnd().split("\n");
  return [
    isSimple ? `${path}: ${shown.join("\n")}` : `${path}:`,
    ...(isSimple ? [] : shown.map((line) => `  ${line}`)),
    ...originLines(origin).map((line) => `  ${line}`),
    ...(source === undefined ? [] : sourceLines(source).map((line) => `  ${line}`)),
  ];
}

function originLines(origin: ValueOrigin): string[] {
  return [...fromLines(origin), ...overriddenLines(origin)];
}

function overriddenLines(origin: ValueOrigin): string[] {
  return "overridden" in origin && origin.overridden !== undefined
    ? [`an override at ${origin.overridden} changes a part of it`]
    : [];
}

function fromLines(origin: ValueOrigin): string[] {
  switch (origin.from) {
    case "document":
      return [`stated at ${origin.where}`];
    case "override":
      return [`an override at ${origin.where}, over what the template gives`];
    case "shared":
      return [`shared by several sites, at ${origin.where}`];
    case "template":
      return [
        `by the template ${origin.template} itself, which ${origin.where} names: no answer was found that decides it by itself`,
      ];
    case "catalog":
      return [`by the catalog: the ${origin.entry}`];
    case "default":
      return ["by default: no document states it"];
    case "answers":
      return [
        `by the template ${origin.template}, of the answers that decide it:`,
        ...origin.answers.map(({ answer, where }) =>
          where === undefined ? `  ${answer}, the template's default` : `  ${answer}, at ${where}`,
        ),
      ];
  }
}

function sourceLines({
  name,
  title,
  url,
  asOf,
  verified,
  note,
}: NonNullable<Explanation["source"]>): string[] {
  const from = [
    title === undefined ? name : `${name}: ${title}`,
    ...(asOf === undefined ? [] : [`as of ${asOf}`]),
    verified ? "verified" : "not verified",
  ];
  return [
    `source ${from.join(", ")}`,
    ...(url === undefined ? [] : [`  ${url}`]),
    ...(note === undefined ? [] : [`  ${note}`]),
  ];
}
