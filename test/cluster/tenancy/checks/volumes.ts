import { expect } from "vitest";
import type { Check } from "../check.ts";
import { object } from "../objects.ts";
import type { Trial } from "../trial.ts";

function claim({ site }: Trial, name: string, spec: Readonly<Record<string, unknown>>) {
  const request = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
  return object(
    "v1",
    "PersistentVolumeClaim",
    { name, namespace: site.own.namespace },
    {
      spec: { ...request, storageClassName: "fast", ...spec },
    },
  );
}

/** What a tenant's data lies on. */
export const volumeChecks: readonly Check[] = [
  {
    name: "No claim takes a volume that is there",
    heldBy: ["busbar-tenant-volume-claims", "RBAC"],
    run: async (trial) => {
      const { operator, own } = trial.site;
      const fine = claim(trial, "data", {});
      const holder = "busbar-tenant-volume-claims";
      await trial.denied(
        holder,
        "volumeName is not allowed",
        claim(trial, "data", { volumeName: "old" }),
        fine,
      );
      for (const storageClassName of ["", undefined]) {
        await trial.denied(
          holder,
          "storageClassName must be named",
          claim(trial, "data", { storageClassName }),
          fine,
        );
      }
      const live = await own.as.users.create(fine);
      const bound = { spec: { volumeName: "old" } };
      const harmless = { metadata: { labels: { step: "2" } } };
      await trial.deniedChange(holder, "is set by what binds volumes", live, bound, harmless);
      // What binds volumes may write them, and so may set this.
      const path = `/api/v1/namespaces/${own.namespace}/persistentvolumeclaims/data`;
      const binder = operator.as({ user: "system:serviceaccount:kube-system:persistent-volume-binder" });
      await binder.request("PUT", path, {
        query: { dryRun: "All" },
        body: { ...live, spec: { ...(live["spec"] as object), volumeName: "old" } },
      });
      await own.as.users.remove(live);
      await trial.forbiddenToCreate(
        object(
          "v1",
          "PersistentVolume",
          { name: "mine" },
          {
            spec: {
              capacity: { storage: "1Gi" },
              accessModes: ["ReadWriteOnce"],
              hostPath: { path: "/" },
            },
          },
        ),
      );
    },
  },
  {
    name: "No tenant says what becomes of a volume after it: storage classes are the site's",
    benchmark: "#1199",
    heldBy: ["RBAC"],
    run: async (trial) => {
      await trial.forbiddenToCreate(
        object(
          "storage.k8s.io/v1",
          "StorageClass",
          { name: "mine" },
          {
            provisioner: "example.com/disk",
            reclaimPolicy: "Retain",
          },
        ),
      );
      const attributes = { verb: "patch", resource: "persistentvolumes" };
      expect(await trial.may(trial.site.own.as.admins, attributes)).toBe(false);
    },
  },
  {
    name: "No claim reaches devices that are in use, and no tenant says which devices there are",
    heldBy: ["API server", "RBAC"],
    run: async (trial) => {
      const { namespace } = trial.site.own;
      const wanted = (more: object) =>
        object(
          "resource.k8s.io/v1",
          "ResourceClaim",
          { name: "gpu", namespace },
          {
            spec: {
              devices: {
                requests: [{ name: "gpu", exactly: { deviceClassName: "gpu.example.com", ...more } }],
              },
            },
          },
        );
      await trial.denied(
        "API server",
        "resource.kubernetes.io/admin-access: true",
        wanted({ adminAccess: true }),
        wanted({}),
      );
      await trial.forbiddenToCreate(
        object("resource.k8s.io/v1", "DeviceClass", { name: "mine" }, { spec: {} }),
      );
      const pool = { name: "mine", generation: 1, resourceSliceCount: 1 };
      await trial.forbiddenToCreate(
        object(
          "resource.k8s.io/v1",
          "ResourceSlice",
          { name: "mine" },
          {
            spec: { driver: "gpu.example.com", pool, allNodes: true, devices: [] },
          },
        ),
      );
      const live = await trial.site.own.as.users.create(wanted({}));
      const path = `/apis/resource.k8s.io/v1/namespaces/${namespace}/resourceclaims/gpu/status`;
      await trial.forbidden({ method: "PATCH", path, body: { metadata: { labels: { a: "b" } } } });
      await trial.site.own.as.users.remove(live);
    },
  },
];
