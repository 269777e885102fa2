import { App, TerraformOutput, Testing } from "cdktf";
import { expect, test } from "vitest";
import { type Backend, KubernetesObject } from "../../../constructs/kubernetes/index.ts";
import { clusterStack } from "./synthesize.ts";

function backendOf(backend: Backend, stack = "tenant-1"): unknown {
  return JSON.parse(Testing.synth(clusterStack(new App(), stack, { backend }))).terraform.backend;
}

test("Local state lands beside cdktf.json, not in the output directory, by a relative path", () => {
  expect(backendOf({ kind: "local" })).toEqual({ local: { path: "../../../terraform.tenant-1.tfstate" } });
  expect(backendOf({ kind: "local", directory: "./state/" })).toEqual({
    local: { path: "../../../state/terraform.tenant-1.tfstate" },
  });
});

test.each(["/var/state", "C:\\state", "~/state", "\\\\host\\state"])(
  "An absolute directory is refused: %s",
  (directory) => {
    expect(() => backendOf({ kind: "local", directory })).toThrow(
      /directory ".*" is absolute.*relative to the directory of cdktf.json/,
    );
  },
);

test.each(["cdktf.out", "./cdktf.out/state", "a/../cdktf.out"])(
  "A directory in the output directory is refused: %s",
  (directory) => {
    expect(() => backendOf({ kind: "local", directory })).toThrow(/is in the output directory/);
  },
);

test("State in S3 has a key for each stack, is encrypted and locked", () => {
  expect(
    backendOf({ kind: "s3", bucket: "b", region: "us-east-1", prefix: "/site/", kmsKeyId: "k" }),
  ).toEqual({
    s3: {
      bucket: "b",
      region: "us-east-1",
      key: "site/tenant-1.tfstate",
      encrypt: true,
      kms_key_id: "k",
      use_lockfile: true,
    },
  });
});

test("A store that speaks S3 is not asked for what is Amazon's", () => {
  expect(
    backendOf({ kind: "s3", bucket: "b", region: "site", endpoint: "https://s3.site.internal" }),
  ).toEqual({
    s3: {
      bucket: "b",
      region: "site",
      key: "tenant-1.tfstate",
      encrypt: true,
      use_lockfile: true,
      endpoints: { s3: "https://s3.site.internal" },
      use_path_style: true,
      skip_credentials_validation: true,
      skip_metadata_api_check: true,
      skip_region_validation: true,
      skip_requesting_account_id: true,
    },
  });
});

test("State in Google Cloud Storage has a prefix for each stack", () => {
  expect(backendOf({ kind: "gcs", bucket: "b", prefix: "site" })).toEqual({
    gcs: { bucket: "b", prefix: "site/tenant-1" },
  });
});

test("State behind a REST endpoint has an address and a lock for each stack", () => {
  expect(
    backendOf({
      kind: "http",
      address: "https://git.example.com/state/",
      lockMethod: "POST",
      unlockMethod: "DELETE",
    }),
  ).toEqual({
    http: {
      address: "https://git.example.com/state/tenant-1",
      lock_address: "https://git.example.com/state/tenant-1/lock",
      unlock_address: "https://git.example.com/state/tenant-1/lock",
      lock_method: "POST",
      unlock_method: "DELETE",
    },
  });
});

test.each(["https://user:secret@git.example.com", "https://x.example.com/?token=secret", "ftp://x", "x"])(
  "An address that is none, or that may hold a credential, is refused without being repeated: %s",
  (address) => {
    expect(() => backendOf({ kind: "http", address })).toThrow(
      /^Backend of stack "tenant-1": the address must be(?!.*secret)/,
    );
  },
);

test("State in a cluster has a Secret for each stack, by a suffix that Terraform takes", () => {
  expect(backendOf({ kind: "kubernetes", namespace: "terraform", context: "site" })).toEqual({
    kubernetes: {
      secret_suffix: "tenant-1-state",
      namespace: "terraform",
      config_path: "~/.kube/config",
      config_context: "site",
    },
  });
  expect(() => backendOf({ kind: "kubernetes", namespace: "terraform" }, "Tenant_A")).toThrow(
    /no name Kubernetes takes/,
  );
});

test("A stack cannot read values of another whose state is in a cluster", () => {
  const app = new App();
  const backend: Backend = { kind: "kubernetes", namespace: "terraform" };
  const { resource } = new KubernetesObject(clusterStack(app, "one", { backend }), "namespace", {
    object: { apiVersion: "v1", kind: "Namespace", metadata: { name: "a" } },
  });
  new TerraformOutput(clusterStack(app, "two", { backend }), "output", {
    value: resource.getStringAttribute("id"),
  });

  expect(() => app.synth()).toThrow(
    /refers to a value of stack "one", whose state is in a Kubernetes backend/,
  );
});
