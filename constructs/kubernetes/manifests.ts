import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { IStackSynthesizer, ISynthesisSession, TerraformStack } from "./cdktf.ts";
import { objectsOf } from "./kubernetes-object.ts";
import { toYaml } from "./yaml.ts";

/**
 * Writes the objects of a stack as YAML once its Terraform configuration has been written, and so only where the whole
 * stack is valid: `<outdir>/manifests/<stack>/<part>.yaml`, a part being a direct child of the stack.
 */
export class ManifestSynthesizer implements IStackSynthesizer {
  private readonly stack: TerraformStack;
  private readonly inner: IStackSynthesizer;

  constructor(stack: TerraformStack, inner: IStackSynthesizer) {
    this.stack = stack;
    this.inner = inner;
  }

  synthesize(session: ISynthesisSession): void {
    this.inner.synthesize(session);
    writeManifests(this.stack, join(session.outdir, "manifests", this.stack.node.id));
  }
}

function writeManifests(stack: TerraformStack, directory: string): void {
  // A part that is gone must not leave its file behind for GitOps to go on applying.
  rmSync(directory, { recursive: true, force: true });
  const parts = stack.node.children
    .map((part) => ({ name: part.node.id, objects: objectsOf(part).map(({ object }) => object) }))
    .filter(({ objects }) => objects.length > 0);
  if (parts.length === 0) return;
  mkdirSync(directory, { recursive: true });
  for (const { name, objects } of parts) writeFileSync(join(directory, `${name}.yaml`), toYaml(objects));
}

/** What is wrong with the names of a stack's parts as the names of files, on any file system. */
export function partNameErrors(stack: TerraformStack): string[] {
  const parts = stack.node.children.filter((part) => objectsOf(part).length > 0).map((part) => part.node.id);
  const errors = parts
    .filter((name) => !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name))
    .map(
      (name) =>
        `Part "${name}" names a file of manifests: call it by letters, digits, ".", "_" and "-" only.`,
    );
  const seen = new Map<string, string>();
  for (const name of parts) {
    const other = seen.get(name.toLowerCase());
    if (other !== undefined) {
      errors.push(
        `Parts "${other}" and "${name}" differ by case only, which file systems may take for one file: rename one.`,
      );
    }
    seen.set(name.toLowerCase(), name);
  }
  return errors;
}
