/** A function of which elements work, as a diagram's node. */
export type Condition = number;

/**
 * Conditions on elements that work or not, as a reduced ordered binary decision diagram (Bryant 1986): each node asks of
 * one element, and equal conditions are one node. An element that several paths share is asked once, so that the
 * probability of a condition is exact; multiplying the paths' probabilities would take the shared part for independent.
 */
export class DecisionDiagram {
  static readonly never: Condition = 0;
  static readonly always: Condition = 1;
  /** The element each node asks of; the two ends ask of none. */
  readonly #asks: number[] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  readonly #ifDown: Condition[] = [0, 1];
  readonly #ifUp: Condition[] = [0, 1];
  readonly #known = new Map<string, Condition>();
  readonly #chosen = new Map<string, Condition>();

  /** That an element works. Elements are numbered; a diagram is small where related ones have near numbers. */
  works(element: number): Condition {
    return this.#node(element, DecisionDiagram.never, DecisionDiagram.always);
  }

  all(conditions: readonly Condition[]): Condition {
    return conditions.reduce((a, b) => this.#choose(a, b, DecisionDiagram.never), DecisionDiagram.always);
  }

  any(conditions: readonly Condition[]): Condition {
    return conditions.reduce((a, b) => this.#choose(a, DecisionDiagram.always, b), DecisionDiagram.never);
  }

  /** That at least so many of some conditions hold. */
  atLeast(needed: number, conditions: readonly Condition[]): Condition {
    if (needed <= 0) return DecisionDiagram.always;
    const [first, ...rest] = conditions;
    if (first === undefined || needed > conditions.length) return DecisionDiagram.never;
    return this.#choose(first, this.atLeast(needed - 1, rest), this.atLeast(needed, rest));
  }

  /**
   * The probability that a condition holds, of how probable it is that each element works; and what it would gain if one
   * element always worked: the share of time without it, times how much the condition depends on it (Birnbaum 1969).
   */
  probability(condition: Condition, up: readonly number[]): { holds: number; gains: readonly number[] } {
    const holds = [0, 1];
    // A node comes after those that it leads to.
    for (let node = 2; node <= condition; node += 1) {
      const works = up[this.#asks[node] ?? 0] ?? 0;
      const [ifUp, ifDown] = [holds[this.#ifUp[node] ?? 0] ?? 0, holds[this.#ifDown[node] ?? 0] ?? 0];
      holds.push(works * ifUp + (1 - works) * ifDown);
    }
    const reached = new Array<number>(holds.length).fill(0);
    reached[condition] = 1;
    const gains = up.map(() => 0);
    for (let node = condition; node >= 2; node -= 1) {
      const [element, ifUp, ifDown] = [this.#asks[node] ?? 0, this.#ifUp[node] ?? 0, this.#ifDown[node] ?? 0];
      const [here, works] = [reached[node] ?? 0, up[element] ?? 0];
      reached[ifUp] = (reached[ifUp] ?? 0) + here * works;
      reached[ifDown] = (reached[ifDown] ?? 0) + here * (1 - works);
      const depends = here * ((holds[ifUp] ?? 0) - (holds[ifDown] ?? 0));
      gains[element] = (gains[element] ?? 0) + (1 - works) * depends;
    }
    return { holds: holds[condition] ?? 0, gains };
  }

  /** What holds if a condition does, and else something other. */
  #choose(condition: Condition, then: Condition, otherwise: Condition): Condition {
    if (condition === DecisionDiagram.always || then === otherwise) return then;
    if (condition === DecisionDiagram.never) return otherwise;
    const key = `${condition} ${then} ${otherwise}`;
    const before = this.#chosen.get(key);
    if (before !== undefined) return before;
    const asked = Math.min(this.#asked(condition), this.#asked(then), this.#asked(otherwise));
    const chosen = this.#node(
      asked,
      this.#choose(
        this.#when(this.#ifDown, condition, asked),
        this.#when(this.#ifDown, then, asked),
        this.#when(this.#ifDown, otherwise, asked),
      ),
      this.#choose(
        this.#when(this.#ifUp, condition, asked),
        this.#when(this.#ifUp, then, asked),
        this.#when(this.#ifUp, otherwise, asked),
      ),
    );
    this.#chosen.set(key, chosen);
    return chosen;
  }

  #asked(node: Condition): number {
    return this.#asks[node] ?? Number.POSITIVE_INFINITY;
  }

  /** What a condition becomes once it is known whether an element works. */
  #when(branch: readonly Condition[], node: Condition, element: number): Condition {
    return this.#asks[node] === element ? (branch[node] ?? DecisionDiagram.never) : node;
  }

  #node(element: number, down: Condition, up: Condition): Condition {
    if (down === up) return down;
    const key = `${element} ${down} ${up}`;
    const before = this.#known.get(key);
    if (before !== undefined) return before;
    const made = this.#asks.push(element) - 1;
    this.#ifDown.push(down);
    this.#ifUp.push(up);
    this.#known.set(key, made);
    return made;
  }
}
