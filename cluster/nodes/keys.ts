/**
 * The site that a node belongs to. A kubelet cannot change it, just as it cannot change who may run there: a node that
 * was taken over must not withdraw itself from the site's eyes by saying that it is another's.
 */
export const nodeSiteKey = "busbar.node-restriction.kubernetes.io/site";

/** The scale-up domain (NVLink, ICI) of a node, where it spans several racks; one of a single rack is the rack itself. */
export const scaleUpDomainLabel = "topology.busbar.dev/scale-up-domain";
