import { posix, win32 } from "node:path";
import type { Construct } from "constructs";
import { besideApp } from "./beside-app.ts";
import {
  GcsBackend,
  HttpBackend,
  LocalBackend,
  S3Backend,
  TerraformBackend,
  type TerraformRemoteState,
} from "./cdktf.ts";

/**
 * Where the Terraform state of stacks is kept. Every stack gets a place of its own below what is given here, named after
 * the stack. Only what is not secret: credentials come from the environment, as each backend's documentation says.
 */
export type Backend = LocalState | S3State | GcsState | HttpState | KubernetesState;

/** State in files, beside the app's `cdktf.json`: for one person at one machine. */
export interface LocalState {
  readonly kind: "local";
  /**
   * Directory of the files, relative to the directory that holds the app's output directory; in `/` notation.
   * It is an error to give an absolute path, which would differ from machine to machine, or one in `cdktf.out`.
   * @default '.'
   */
  readonly directory?: string;
}

/** State in an S3 bucket, locked by a lock file in it (Terraform 1.10 and later). */
export interface S3State {
  readonly kind: "s3";
  readonly bucket: string;
  readonly region: string;
  /** Prefix of the keys: a stack's state is `<prefix>/<stack>.tfstate`. @default - none */
  readonly prefix?: string;
  /** KMS key the state is encrypted with. @default - the bucket's own */
  readonly kmsKeyId?: string;
  /** URL of a store that speaks S3 but is not Amazon's. @default - Amazon S3 */
  readonly endpoint?: string;
}

/** State in a Google Cloud Storage bucket. */
export interface GcsState {
  readonly kind: "gcs";
  readonly bucket: string;
  /** Prefix of the objects: a stack's state is below `<prefix>/<stack>`. @default - none */
  readonly prefix?: string;
}

/** State behind a REST endpoint, such as GitLab's. */
export interface HttpState {
  readonly kind: "http";
  /**
   * URL below which each stack has its state, at `<address>/<stack>`, and its lock, at `<address>/<stack>/lock`.
   * It is an error to put credentials in it: give TF_HTTP_USERNAME and TF_HTTP_PASSWORD in the environment.
   */
  readonly address: string;
  /** HTTP method that locks. @default 'LOCK' */
  readonly lockMethod?: string;
  /** HTTP method that unlocks. @default 'UNLOCK' */
  readonly unlockMethod?: string;
}

/** State in Secrets of a Kubernetes cluster, locked by Leases. */
export interface KubernetesState {
  readonly kind: "kubernetes";
  /** Namespace of the Secrets, which must exist. */
  readonly namespace: string;
  /** Path of the kubeconfig. @default '~/.kube/config' */
  readonly configPath?: string;
  /** Context in the kubeconfig. @default - its current context */
  readonly context?: string;
}

/** Gives a stack its backend. */
export function addBackend(stack: Construct, backend: Backend): TerraformBackend {
  const name = stack.node.id;
  switch (backend.kind) {
    case "local":
      return new LocalBackend(stack, { path: localPath(name, backend.directory ?? ".") });
    case "s3":
      return s3(stack, name, backend);
    case "gcs":
      return new GcsBackend(stack, { bucket: backend.bucket, prefix: below(backend.prefix, name) });
    case "http":
      return http(stack, name, backend);
    case "kubernetes":
      return new KubernetesBackend(stack, backend);
  }
}

function localPath(stack: string, directory: string): string {
  const normal = posix.normalize(directory);
  if (posix.isAbsolute(directory) || win32.isAbsolute(directory) || directory.startsWith("~")) {
    throw new Error(
      `Backend of stack "${stack}": directory "${directory}" is absolute, so that the result would differ from machine ` +
        'to machine. Give it relative to the directory of cdktf.json, for example "state".',
    );
  }
  if (normal === "cdktf.out" || normal.startsWith("cdktf.out/")) {
    throw new Error(
      `Backend of stack "${stack}": directory "${directory}" is in the output directory, which may be deleted at any ` +
        'time, and the state with it. Give a directory beside it, for example "state".',
    );
  }
  return besideApp(posix.join(normal, `terraform.${stack}.tfstate`));
}

function s3(
  stack: Construct,
  name: string,
  { bucket, region, prefix, kmsKeyId, endpoint }: S3State,
): S3Backend {
  const backend = new S3Backend(stack, {
    bucket,
    region,
    key: `${below(prefix, name)}.tfstate`,
    encrypt: true,
    ...(kmsKeyId !== undefined && { kmsKeyId }),
    // A store that is not Amazon's has neither its regions and accounts nor a host name for each bucket.
    ...(endpoint !== undefined && {
      endpoints: { s3: endpoint },
      usePathStyle: true,
      skipCredentialsValidation: true,
      skipMetadataApiCheck: true,
      skipRegionValidation: true,
      skipRequestingAccountId: true,
    }),
  });
  // Newer than the options cdktf knows by name; the alternative, a DynamoDB table, is deprecated.
  backend.addOverride("use_lockfile", true);
  return backend;
}

function http(stack: Construct, name: string, { address, lockMethod, unlockMethod }: HttpState): HttpBackend {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (
    url === undefined ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== "" ||
    url.search !== "" ||
    url.hash !== ""
  ) {
    throw new Error(
      `Backend of stack "${name}": the address must be an http or https URL without credentials, query and fragment. ` +
        "Credentials go into TF_HTTP_USERNAME and TF_HTTP_PASSWORD.",
    );
  }
  const state = `${address.replace(/\/+$/, "")}/${encodeURIComponent(name)}`;
  return new HttpBackend(stack, {
    address: state,
    lockAddress: `${state}/lock`,
    unlockAddress: `${state}/lock`,
    lockMethod: lockMethod ?? "LOCK",
    unlockMethod: unlockMethod ?? "UNLOCK",
  });
}

function below(prefix: string | undefined, name: string): string {
  const trimmed = prefix?.replace(/^\/+|\/+$/g, "") ?? "";
  return trimmed === "" ? name : `${trimmed}/${name}`;
}

/** Terraform's `kubernetes` backend, for which cdktf has no class. */
class KubernetesBackend extends TerraformBackend {
  private readonly settings: Readonly<Record<string, string>>;

  constructor(stack: Construct, { namespace, configPath, context }: KubernetesState) {
    super(stack, "backend", "kubernetes");
    this.settings = {
      secret_suffix: secretSuffix(stack.node.id),
      namespace,
      config_path: besideApp(configPath ?? "~/.kube/config"),
      ...(context !== undefined && { config_context: context }),
    };
  }

  protected override synthesizeAttributes(): Record<string, string> {
    return { ...this.settings };
  }

  override getRemoteStateDataSource(
    _scope: Construct,
    _name: string,
    fromStack: string,
  ): TerraformRemoteState {
    throw new Error(
      `A stack refers to a value of stack "${fromStack}", whose state is in a Kubernetes backend: that is not supported. ` +
        "Pass values that are known when the app is synthesized, and order the stacks with addDependency.",
    );
  }
}

/** Terraform refuses a suffix that ends in a number, as "tenant-1" does, and one that is no label value. */
function secretSuffix(stack: string): string {
  const suffix = `${stack}-state`;
  if (!/^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/.test(suffix)) {
    throw new Error(
      `Backend of stack "${stack}": its state would be in a Secret that ends in "${suffix}", which is no name Kubernetes ` +
        "takes. Call the stack by at most 57 lower-case letters, digits and hyphens.",
    );
  }
  return suffix;
}
