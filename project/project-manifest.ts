/** What the project depends on, each at exactly one version: what is synthesized follows from them. */
export interface ProjectPackages {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The packages of a project beside busbar and its template's: those that busbar itself was tested with. */
export const testedPackages = {
  dependencies: ["cdktf", "constructs"],
  devDependencies: ["@types/node", "cdktf-cli", "tsx", "typescript", "vitest"],
} as const;

/** The text of `package.json`. */
export function manifest(site: string, title: string, packages: ProjectPackages): string {
  const content = {
    name: site,
    version: "0.0.0",
    private: true,
    description: title,
    type: "module",
    engines: { node: ">=20.20" },
    scripts: {
      place: "busbar place .",
      synth: "cdktf synth",
      check: "tsc && busbar check .",
      test: "vitest run",
    },
    dependencies: sorted(packages.dependencies),
    devDependencies: sorted(packages.devDependencies),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function sorted(versions: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1)));
}
