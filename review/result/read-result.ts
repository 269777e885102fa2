import { isUtf8 } from "node:buffer";
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Refusal } from "../../site/problem.ts";
import { readConfiguration, resourcesOf } from "./configuration.ts";
import { readManifest } from "./manifest.ts";
import { reportDocument } from "./report-document.ts";
import type { Result, ResultStack, WrittenObject } from "./result.ts";
import { sitePlanDocument } from "./site-plan-document.ts";

/** What stands beside the stacks, file by file. */
const folders = ["curtailment", "fabric", "mining"];

/**
 * Reads what `busbar synth` wrote to a folder.
 *
 * @param label How a person calls it: it stands in front of file names in whatever is said of the result.
 * @throws Refusal where the folder is no such output, or cannot be read.
 */
export function readResult(folder: string, label: string): Result {
  const output = new OutputFolder(folder, label);
  const { stacks } = output.json("manifest.json", manifest);
  return {
    label,
    plan: output.json("site-plan.json", sitePlanDocument),
    policies: output.has("policies.json") ? output.json("policies.json", reportDocument) : undefined,
    stacks: new Map(
      Object.keys(stacks)
        .sort()
        .map((name) => [name, readStack(output, name)]),
    ),
    files: new Map(
      folders.flatMap((name) => output.filesBelow(name)).map((file) => [file, output.text(file)]),
    ),
  };
}

const manifest = z.object({
  stacks: z.record(z.string().regex(/^(?!\.)[^/\\]+$/, "is no name of a stack"), z.object({})),
});

function readStack(output: OutputFolder, name: string): ResultStack {
  const file = `stacks/${name}/cdk.tf.json`;
  const configuration = output.text(file);
  const where = output.called(file);
  const objects = new Map<string, WrittenObject>();
  for (const part of output.filesBelow(`manifests/${name}`)) {
    for (const [key, object] of readManifest(output.text(part), output.called(part))) {
      if (objects.has(key)) throw output.refusal(part, `declares ${key}, which stack "${name}" has already`);
      objects.set(key, object);
    }
  }
  return {
    name,
    objects,
    configuration,
    resources: () => resourcesOf(readConfiguration(configuration, where)),
  };
}

/** A folder that synthesis wrote to, and how its files are called to people. */
class OutputFolder {
  readonly #folder: string;
  readonly #label: string;

  constructor(folder: string, label: string) {
    this.#folder = folder;
    this.#label = label;
    const wrong = whyNoOutput(folder);
    if (wrong !== undefined)
      throw new Refusal("There is nothing to review.", [{ where: label, message: wrong }]);
  }

  called(file: string): string {
    return `${this.#label}/${file}`;
  }

  refusal(file: string, message: string): Refusal {
    const problem = { where: this.called(file), message: `${message}: synthesize again` };
    return new Refusal("A result of synth cannot be read.", [problem]);
  }

  has(file: string): boolean {
    return existsSync(join(this.#folder, file));
  }

  text(file: string): string {
    let bytes: Buffer;
    try {
      if (!lstatSync(join(this.#folder, file)).isFile()) throw this.refusal(file, "is no plain file");
      bytes = readFileSync(join(this.#folder, file));
    } catch (error) {
      if (error instanceof Refusal) throw error;
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT") throw this.refusal(file, "is missing, though synthesis writes it");
      throw this.refusal(file, `cannot be read (${code ?? "unknown"})`);
    }
    if (!isUtf8(bytes)) throw this.refusal(file, "is not UTF-8 text");
    return bytes.toString("utf8");
  }

  json<T>(file: string, schema: z.ZodType<T>): T {
    let written: unknown;
    try {
      written = JSON.parse(this.text(file));
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw this.refusal(file, "is no JSON");
    }
    const read = schema.safeParse(written);
    if (read.success) return read.data;
    throw new Refusal("A result of synth cannot be read.", problemsOf(read.error, this.called(file)));
  }

  /** The files in a folder and below, by their paths in the output, in order; none where there is no such folder. */
  filesBelow(name: string): string[] {
    const path = join(this.#folder, name);
    if (!existsSync(path)) return [];
    if (!lstatSync(path).isDirectory()) throw this.refusal(name, "is no folder");
    return readdirSync(path, { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const below = `${name}/${entry.name}`;
        return entry.isDirectory() ? this.filesBelow(below) : [below];
      });
  }
}

/** Shown of a shape that is wrong all over. */
const shownProblems = 5;

/** What is missing or different. An older busbar wrote less, and one to come may write another version. */
function problemsOf({ issues }: z.ZodError, where: string) {
  const shown = issues.slice(0, shownProblems).map(({ path, message }) => {
    const at = path.length === 0 ? "" : `${path.join(".")}: `;
    return { where, message: `${at}${message}` };
  });
  const more = issues.length - shown.length;
  const rest = more > 0 ? `${more} more of the kind, so it` : "It";
  return [...shown, { where, message: `${rest} was written by another version of busbar: synthesize again` }];
}

function whyNoOutput(folder: string): string | undefined {
  if (!existsSync(folder)) return 'does not exist: give the folder that "busbar synth" wrote';
  if (!statSync(folder).isDirectory()) return 'is a file: give the folder that "busbar synth" wrote';
  if (existsSync(join(folder, "manifest.json"))) return undefined;
  if (existsSync(join(folder, "site.yaml"))) {
    return 'is the folder of a site and no output: synthesize it with "busbar synth", and give what that wrote';
  }
  return 'holds no manifest.json, and so is no output: give the folder that "busbar synth" wrote';
}
