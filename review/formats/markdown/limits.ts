/** What a comment has a limited number of, in the order in which it is given up. */
export interface Limits {
  /** Attributes of each resource. */
  readonly attributes: number;
  /** Resources in all. */
  readonly resources: number;
  /** Rows of each table. */
  readonly rows: number;
  /** Findings, suppressions, opened paths, rights: of each list. */
  readonly items: number;
  /** Things destroyed or replaced. */
  readonly losses: number;
  /** Characters of a sentence, and of a name. */
  readonly sentence: number;
  readonly name: number;
}

/** From generous to what always fits. Each step gives up what is missed least. */
export const steps: readonly Limits[] = [
  { attributes: 20, resources: 1000, rows: 200, items: 100, losses: 100, sentence: 400, name: 120 },
  { attributes: 5, resources: 1000, rows: 200, items: 100, losses: 100, sentence: 400, name: 120 },
  { attributes: 0, resources: 1000, rows: 200, items: 100, losses: 100, sentence: 400, name: 120 },
  { attributes: 0, resources: 200, rows: 200, items: 100, losses: 100, sentence: 400, name: 120 },
  { attributes: 0, resources: 50, rows: 100, items: 100, losses: 100, sentence: 400, name: 120 },
  { attributes: 0, resources: 0, rows: 50, items: 50, losses: 100, sentence: 300, name: 120 },
  { attributes: 0, resources: 0, rows: 30, items: 30, losses: 70, sentence: 300, name: 100 },
  { attributes: 0, resources: 0, rows: 20, items: 20, losses: 50, sentence: 300, name: 80 },
  { attributes: 0, resources: 0, rows: 12, items: 12, losses: 30, sentence: 200, name: 80 },
  { attributes: 0, resources: 0, rows: 8, items: 8, losses: 20, sentence: 200, name: 60 },
  { attributes: 0, resources: 0, rows: 3, items: 3, losses: 10, sentence: 120, name: 40 },
  { attributes: 0, resources: 0, rows: 0, items: 1, losses: 3, sentence: 60, name: 24 },
];
