import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { Construct } from "constructs";
import {
  type Backend,
  ClusterStack,
  type ClusterStackProps,
  type DeclaredObject,
  KubernetesObject,
} from "../../../constructs/kubernetes/index.ts";

/** Files by their paths below the output directory. */
export type Files = Readonly<Record<string, string>>;

export const local: Backend = { kind: "local" };

/** What an app writes, the stacks of which `build` adds. */
export function synthesize(build: (app: App) => void): Files {
  const outdir = mkdtempSync(join(tmpdir(), "busbar-test-"));
  try {
    const app = new App({ outdir });
    build(app);
    app.synth();
    return readAll(outdir);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

export function readAll(directory: string): Files {
  if (!existsSync(directory)) return {};
  const names = readdirSync(directory, { recursive: true, withFileTypes: true });
  const paths = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.sort().map((path) => [path.slice(directory.length + 1), readFileSync(path, "utf8")]),
  );
}

/** A stack as tests need it where its backend and its cluster do not matter. */
export function clusterStack(app: App, id = "stack", props: Partial<ClusterStackProps> = {}): ClusterStack {
  return new ClusterStack(app, id, { cluster: {}, backend: local, ...props });
}

/** The Terraform configuration and the YAML of objects that are one part of one stack. */
export function synthesizeObjects(...objects: readonly DeclaredObject[]): {
  terraform: string;
  yaml: string;
} {
  const files = synthesize((app) => {
    const part = new Construct(clusterStack(app), "part");
    objects.forEach((object, index) => {
      new KubernetesObject(part, `object-${index}`, { object });
    });
  });
  return {
    terraform: files["stacks/stack/cdk.tf.json"] ?? "",
    yaml: files["manifests/stack/part.yaml"] ?? "",
  };
}

/** Declares an object in a stack of its own, and gives the resource Terraform would get. */
export function resourceOf(object: DeclaredObject): Record<string, unknown> {
  const { resource } = JSON.parse(synthesizeObjects(object).terraform) as {
    resource: Record<string, Record<string, Record<string, unknown>>>;
  };
  const [only] = Object.values(Object.values(resource)[0] ?? {});
  if (only === undefined) throw new Error("the stack has no resource");
  return only;
}
