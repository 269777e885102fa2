import { z } from "zod";
import { type AnyRule, packs } from "../policies/rule.ts";

const concerns: Readonly<Record<(typeof packs)[number], string>> = {
  power: "for the power engineer",
  tenancy: "for the platform's security",
  network: "for the network engineer",
  mining: "for mining operations",
  delivery: "for those who deploy",
  provenance: "for whoever answers for the numbers",
};

/** `docs/rules.md`: every rule in its own words. */
export function rulesPage(rules: readonly AnyRule[]): string {
  const sections = packs.map((pack) =>
    packSection(
      pack,
      rules.filter(({ id }) => id.startsWith(`${pack}/`)),
    ),
  );
  return `${[introduction(rules.length), ...sections].join("\n\n")}\n`;
}

function introduction(count: number): string {
  return `# Rules

The ${count} rules that \`busbar check\` and \`busbar synth\` judge a site by, each in its own words. Written by \`npm run rules\`; do not edit.
How levels and parameters are set, and findings suppressed: [policies.md](policies.md).`;
}

function packSection(pack: (typeof packs)[number], rules: readonly AnyRule[]): string {
  const rows = rules.map(({ id, level, title }) => `| [${id}](#${anchor(id)}) | ${level} | ${cell(title)} |`);
  const table = ["| rule | level | about |", "|---|---|---|", ...rows].join("\n");
  const heading = `## ${pack[0]?.toUpperCase()}${pack.slice(1)}\n\n${rules.length} rules, ${concerns[pack]}.`;
  return [heading, table, ...rules.map(ruleSection)].join("\n\n");
}

function ruleSection({ id, title, level, what, why, fix, parameters }: AnyRule): string {
  return [
    `### ${id}`,
    `*${prose(title)}*, ${level} unless it is set otherwise.`,
    prose(what),
    `**Why:** ${prose(why)}`,
    `**Mend:** ${prose(fix)}`,
    ...(parameters === undefined ? [] : [parameterTable(parameters)]),
  ].join("\n\n");
}

interface ParameterSchema {
  readonly description?: string;
  readonly default?: unknown;
}

function parameterTable(parameters: z.ZodType): string {
  const { properties = {} } = z.toJSONSchema(parameters, { io: "input" }) as {
    readonly properties?: Readonly<Record<string, ParameterSchema>>;
  };
  const rows = Object.entries(properties).map(
    ([name, { description = "", default: own }]) =>
      `| \`${name}\` | ${own === undefined ? "" : `\`${written(own)}\``} | ${cell(description)} |`,
  );
  return ["| parameter | default | is |", "|---|---|---|", ...rows].join("\n");
}

function written(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** As GitHub makes it of a heading. */
function anchor(id: string): string {
  return id.replaceAll("/", "");
}

function prose(text: string): string {
  return text.replaceAll("<", "&lt;").replaceAll("*", "\\*");
}

function cell(text: string): string {
  return prose(text).replaceAll("|", "\\|");
}
