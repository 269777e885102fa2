import { suggestion } from "../../site/schema/closed.ts";
import { AnswersRefused, type RefusedAnswer } from "../../site/template/answers-refused.ts";

type Path = RefusedAnswer["path"];

/** Gathers what is wrong with answers, so that all of it is said at once and not one thing at a time. */
export class Judgement {
  readonly #refused: RefusedAnswer[] = [];

  /** Once only, where several halls share the answer. */
  refuse(path: Path, message: string): void {
    const isSaid = this.#refused.some((one) => one.message === message && one.path.join() === path.join());
    if (!isSaid) this.#refused.push({ path, message });
  }

  /** An answer that names something: refused, with the nearest name, where there is none of that name. */
  oneOf(path: Path, what: string, name: string, names: Iterable<string>): boolean {
    const known = [...names];
    if (known.includes(name)) return true;
    this.refuse(path, `there is no ${what} "${name}": ${suggestion(name, known)}`);
    return false;
  }

  /** Names that stand for one thing each: all but the first of a name are refused. */
  distinct(what: string, named: Iterable<{ readonly path: Path; readonly name: string }>): void {
    const seen = new Set<string>();
    for (const { path, name } of named) {
      if (seen.has(name))
        this.refuse(path, `"${name}" names another ${what} already: give each a name of its own`);
      seen.add(name);
    }
  }

  /** @throws AnswersRefused with everything that was refused, if anything was. */
  conclude(): void {
    if (this.#refused.length > 0) throw new AnswersRefused(...this.#refused);
  }
}
