/** Answers that do not go together: every one of them by its path below `answers`. */
export class AnswersRefused extends Error {
  readonly answers: readonly RefusedAnswer[];

  constructor(...answers: readonly RefusedAnswer[]) {
    super(answers.map(({ path, message }) => `answers.${path.join(".")}: ${message}`).join("\n"));
    this.name = "AnswersRefused";
    this.answers = answers;
  }
}

export interface RefusedAnswer {
  readonly path: readonly (string | number)[];
  /** What was found with its unit, the rule, and how to mend it. */
  readonly message: string;
}
