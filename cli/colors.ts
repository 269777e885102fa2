import { createColors } from "picocolors";

// Compared with true, since it is undefined where the output goes to a file or pipe, and undefined means "find out".
const wanted = process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;

/** Colours on a terminal, unless NO_COLOR is set; plain text everywhere else. */
export const { bold, dim, green, yellow, red, cyan } = createColors(wanted);
