/** What long work tells its user while it goes on. */
export interface Progress {
  /**
   * Says that something begins, such as `Building kube-apiserver`; the function it returns ends it, with what came
   * out, such as `496 nodes`. How long it took is for whoever shows it to say.
   */
  step(what: string): (result?: string) => void;
  /** Says something that is done at once. */
  note(line: string): void;
}

/** Says nothing. */
export const silent: Progress = { step: () => () => {}, note: () => {} };
