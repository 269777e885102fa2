const mark = "busbar: ";

/**
 * What NetBox has no column for, as a line of an object's comments: NetBox knows no parent of a panel, no transformer and no
 * group of units in parallel. It is read back only as long as the columns beside it say the same.
 */
export function partComment(part: object | "interconnect"): string {
  return `${mark}${JSON.stringify(part)}`;
}

/** What a line of comments holds. `undefined` without such a line, `null` where it cannot be read. */
export function partInComment(comments: string | undefined): unknown {
  const line = comments?.split(/\r?\n/).find((each) => each.startsWith(mark));
  if (line === undefined) return undefined;
  try {
    return JSON.parse(line.slice(mark.length));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}
