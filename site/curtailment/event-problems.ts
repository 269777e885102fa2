import { pathText } from "../load/places.ts";
import { YamlDocument } from "../load/yaml-document.ts";
import type { Problem } from "../problem.ts";

type Path = readonly (string | number)[];

/** What is wrong with an event, each with its line. JSON is YAML too, so that the same positions are to be had. */
export class EventProblems {
  readonly #file: string;
  readonly #source: YamlDocument | undefined;
  readonly #found: Problem[] = [];

  constructor(file: string, text: string) {
    this.#file = file;
    const source = YamlDocument.parse(file, text);
    this.#source = source instanceof YamlDocument ? source : undefined;
    // The parser of JSON would take the last of two keys without a word.
    if (!(source instanceof YamlDocument) && source.problem.message.includes("stands twice"))
      this.#found.push(source.problem);
  }

  get all(): readonly Problem[] {
    return this.#found;
  }

  add(path: Path, message: string): void {
    const where = this.#source?.locate(path) ?? this.#file;
    const problem = { where, message: path.length === 0 ? message : `${pathText(path)}: ${message}` };
    // Two intervals may share the event's period, and with it what is wrong there.
    if (!this.#found.some((other) => other.where === where && other.message === problem.message))
      this.#found.push(problem);
  }
}
