import { createRequire } from "node:module";

/** The version of this program. Its package is found by name, since the way to it differs between the sources and the compiled files. */
export const { version } = createRequire(import.meta.url)("busbar/package.json") as {
  readonly version: string;
};
