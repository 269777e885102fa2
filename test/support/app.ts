import { join } from "node:path";
import { App } from "cdktf";
import { ClusterStack } from "../../constructs/kubernetes/index.ts";
import { filesIn, temporaryFolder } from "./examples.ts";
import { type KubernetesJson, objectsFromYaml } from "./terraform-to-kubernetes.ts";

/** A stack for a test, in an app that writes to a folder of its own. */
export function testStack(): { readonly stack: ClusterStack; synth(): ReadonlyMap<string, string> } {
  const folder = join(temporaryFolder(), "cdktf.out");
  const app = new App({ outdir: folder });
  const stack = new ClusterStack(app, "test", { cluster: { context: "test" }, backend: { kind: "local" } });
  return {
    stack,
    synth: () => {
      app.synth();
      return filesIn(folder);
    },
  };
}

/** The objects of all manifests written. */
export function objectsIn(files: ReadonlyMap<string, string>): KubernetesJson[] {
  return [...files].flatMap(([path, text]) => (path.startsWith("manifests/") ? objectsFromYaml(text) : []));
}

/** The one object of a kind and name. */
export function objectOf(
  files: ReadonlyMap<string, string>,
  kind: string,
  name: string,
): Record<string, unknown> {
  const found = objectsIn(files).filter((object) => {
    const { name: own } = object["metadata"] as { name: string };
    return object["kind"] === kind && own === name;
  });
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(`${found.length} objects are ${kind} "${name}"`);
  return found[0];
}
