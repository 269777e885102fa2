import { windHall } from "./wind-hall.ts";

/** What busbar looks for in a package that a site names: its templates, every release that sites still name. */
export const templates = [windHall];
