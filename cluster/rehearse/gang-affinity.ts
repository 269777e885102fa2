import { tenantLabel } from "../../constructs/identity.ts";

/** Label of the pods of a gang: its name, which differs between the tenant's namespaces, since they share domains. */
export const gangLabel = "busbar.dev/gang";

export type GangAffinity = ReturnType<typeof gangAffinity>;

/** All pods of a gang in one domain, and no other gang's there: two that meet would both wait for room that is not there. */
export function gangAffinity(id: string, topologyKey: string, tenant: string) {
  const ofTenant = {
    topologyKey,
    namespaceSelector: { matchLabels: { [tenantLabel]: tenant } },
  };
  return {
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { ...ofTenant, labelSelector: { matchLabels: { [gangLabel]: id } } },
      ],
    },
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        {
          ...ofTenant,
          labelSelector: {
            matchExpressions: [
              { key: gangLabel, operator: "Exists" },
              { key: gangLabel, operator: "NotIn", values: [id] },
            ],
          },
        },
      ],
    },
  };
}
