import { colours } from "./colours.ts";
import { page } from "./page.ts";
import { pictures } from "./pictures.ts";
import { print } from "./print.ts";
import { tables } from "./tables.ts";

/** The page's style sheet: what prints comes last, since it takes back what screens want. */
export const stylesheet = [colours, page, tables, pictures, print].join("\n");
