import { posix } from "node:path";

/**
 * A path beside `cdktf.json` as Terraform finds it: it runs in `cdktf.out/stacks/<stack>`, three directories below. Paths
 * that begin with `~` it resolves by itself.
 */
export function besideApp(path: string): string {
  return path.startsWith("~") || posix.isAbsolute(path) ? path : posix.join("../../..", path);
}
