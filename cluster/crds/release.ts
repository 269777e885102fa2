import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A project whose kinds sites declare, and where its official release has their definitions. */
export interface Project {
  readonly name: string;
  /** API groups of its kinds. */
  readonly groups: readonly string[];
  /** Its Go module, which holds the definitions as files. */
  readonly module: string;
  readonly version: string;
  /** The module's hash, as a go.sum has it. */
  readonly sum: string;
  /** The folder of the definitions in the module. */
  readonly folder: string;
}

export const projects: readonly Project[] = [
  {
    name: "Kueue",
    groups: ["kueue.x-k8s.io"],
    module: "sigs.k8s.io/kueue",
    version: "v0.19.2",
    sum: "h1:mPNzr37u0nwI7ikST5QQl5gg6EgtYOAvC9ZbTgywdN8=",
    folder: "config/components/crd/bases",
  },
];

/**
 * The folder in which a project's official release has its definitions: its Go module, which the `go` command fetches
 * into its own cache through the module proxy, once. Another content than the one that is pinned is refused.
 *
 * @throws Error in words where there is no `go`, or where it cannot get the module.
 */
export async function releaseFolder(
  { name, module, version, sum, folder }: Project,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const { Dir, Sum } = await download(`${module}@${version}`, env);
  if (Sum !== sum) {
    throw new Error(`${name} ${version}: ${module} has the hash ${Sum}, and ${sum} is expected`);
  }
  return join(Dir, folder);
}

interface Downloaded {
  readonly Dir: string;
  readonly Sum: string;
}

function download(module: string, environment: NodeJS.ProcessEnv): Promise<Downloaded> {
  // Outside of any module; the hash is compared here, so the checksum database need not be reached.
  const env = { ...environment, GOFLAGS: "-mod=mod", GOWORK: "off", GONOSUMDB: "*", GOTOOLCHAIN: "local" };
  return new Promise((resolve, reject) => {
    execFile(
      "go",
      ["mod", "download", "-json", module],
      { cwd: tmpdir(), env, timeout: 120_000 },
      (error, stdout, stderr) => {
        const found = parsed(stdout);
        if (found?.Dir !== undefined && found.Sum !== undefined) resolve(found as Downloaded);
        else reject(new Error(failure(error, found?.Error ?? stderr)));
      },
    );
  });
}

function parsed(text: string): (Partial<Downloaded> & { readonly Error?: string }) | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failure(error: Error | null, said: string): string {
  if ((error as NodeJS.ErrnoException | null)?.code === "ENOENT")
    return "there is no go on the PATH to fetch it with";
  const [line = ""] = said.trim().split("\n");
  return `go mod download failed: ${line === "" ? (error?.message ?? "it said nothing") : line}`;
}
