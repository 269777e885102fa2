/** Where in the documents of a site something stands: a key path inside one of its files. */
export interface DocumentPath {
  /** The document's file name relative to the site's folder, such as `tenants/acme.yaml`. */
  readonly document: string;
  readonly path: readonly (string | number)[];
}

/** One thing wrong with the input: what was found, what the rule is, and how to mend it. */
export interface Problem {
  /** `file:line:column` for documents read from disk, a construct or key path otherwise. */
  readonly where: string;
  readonly message: string;
}

/**
 * Input that is refused, with every problem found and not only the first. The command line prints it without a
 * stack trace and exits with 1; library users catch it.
 */
export class Refusal extends Error {
  readonly problems: readonly Problem[];

  constructor(title: string, problems: readonly Problem[]) {
    super([title, ...problems.map(({ where, message }) => `  ${where}  ${message}`)].join("\n"));
    this.name = "Refusal";
    this.problems = problems;
  }
}
