import type { Check } from "../check.ts";
import { object } from "../objects.ts";
import type { Trial } from "../trial.ts";

type Fields = Readonly<Record<string, unknown>>;

const ports = [{ port: 80 }];

function service(trial: Trial, spec: Fields) {
  const metadata = { name: "web", namespace: trial.site.own.namespace };
  return object("v1", "Service", metadata, { spec: { selector: { app: "web" }, ports, ...spec } });
}

async function deniedService(trial: Trial, says: string, spec: Fields): Promise<void> {
  await trial.denied("busbar-tenant-services", says, service(trial, spec), service(trial, {}));
}

/** A service that is there becomes none of this kind. */
async function deniedAfterwards(trial: Trial, says: string, spec: Fields): Promise<void> {
  const { users } = trial.site.own.as;
  const live = await users.create(service(trial, {}));
  const harmless = { spec: { sessionAffinity: "ClientIP" } };
  try {
    await trial.deniedChange("busbar-tenant-services", says, live, { spec }, harmless, users);
  } finally {
    await users.remove(live);
  }
}

/** What a tenant opens to the network. */
export const serviceChecks: readonly Check[] = [
  {
    name: "No service opens a port on every node",
    benchmark: "MTB-PL1-BC-HI-1",
    heldBy: ["busbar-tenant-services"],
    run: async (trial) => {
      await deniedService(trial, "only services of type ClusterIP", { type: "NodePort" });
      await deniedAfterwards(trial, "only services of type ClusterIP", { type: "NodePort" });
    },
  },
  {
    name: "No service takes an address of the site, or a name elsewhere",
    heldBy: ["busbar-tenant-services", "RBAC"],
    run: async (trial) => {
      const { namespace } = trial.site.own;
      for (const type of ["LoadBalancer", "ExternalName"]) {
        const spec = type === "ExternalName" ? { type, externalName: "example.com" } : { type };
        await deniedService(trial, "only services of type ClusterIP", spec);
        await deniedAfterwards(trial, "only services of type ClusterIP", spec);
      }
      await deniedService(trial, "externalIPs are not allowed", { externalIPs: ["192.0.2.1"] });
      await deniedAfterwards(trial, "externalIPs are not allowed", { externalIPs: ["192.0.2.1"] });
      const live = await trial.site.own.as.users.create(service(trial, {}));
      const path = `/api/v1/namespaces/${namespace}/services/web/status`;
      await trial.forbidden({ method: "PATCH", path, body: { metadata: { labels: { step: "2" } } } });
      await trial.site.own.as.users.remove(live);
    },
  },
  {
    name: "No tenant says where a service leads but by its pods, or lets the outside in",
    heldBy: ["RBAC"],
    run: async (trial) => {
      const { namespace } = trial.site.own;
      const subsets = [{ addresses: [{ ip: "192.0.2.1" }], ports }];
      await trial.forbiddenToCreate(object("v1", "Endpoints", { name: "web", namespace }, { subsets }));
      const slice = { addressType: "IPv4", endpoints: [{ addresses: ["192.0.2.1"] }], ports: [{ port: 80 }] };
      await trial.forbiddenToCreate(
        object("discovery.k8s.io/v1", "EndpointSlice", { name: "web", namespace }, slice),
      );
      const backend = { service: { name: "web", port: { number: 80 } } };
      await trial.forbiddenToCreate(
        object(
          "networking.k8s.io/v1",
          "Ingress",
          { name: "web", namespace },
          { spec: { defaultBackend: backend } },
        ),
      );
    },
  },
  {
    name: "No tenant writes network policies, so that nothing opens its namespaces",
    benchmark: "MTB-PL2-BC-OPS-4",
    heldBy: ["RBAC"],
    run: async (trial) => {
      const { operator, own } = trial.site;
      const open = { podSelector: {}, ingress: [{}], egress: [{}] };
      const metadata = { name: "open", namespace: own.namespace };
      await trial.forbiddenToCreate(
        object("networking.k8s.io/v1", "NetworkPolicy", metadata, { spec: open }),
      );
      const policies = operator.list(
        { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy" },
        { namespace: own.namespace },
      );
      for await (const policy of policies) await trial.forbiddenToChange(policy);
    },
  },
];
