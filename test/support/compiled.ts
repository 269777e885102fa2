import { fileURLToPath } from "node:url";

/** Where the sources are compiled to before the tests. Within the package, so that what it loads is found as from `dist/`. */
export const compiled: string = fileURLToPath(new URL("../../.compiled", import.meta.url));
