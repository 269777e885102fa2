/** Name of the proxy's objects, the same in every zone and for every kind of proxy: a selector can never be changed. */
export const proxyName = "stratum-proxy";

/** What selects the pods of a zone's proxy in its namespace. */
export const proxySelector = { "app.kubernetes.io/name": proxyName } as const;

/** The namespace of a zone's proxy. */
export function miningNamespace(zone: string): string {
  return `mining-${zone}`;
}
