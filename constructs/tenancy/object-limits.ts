/** Of what people write down. */
const written = "1000";
/** Of what comes with pods, of which a namespace has at most ten thousand. */
const perPod = "10000";

/** How many objects a namespace of a tenant may have, by the names of a ResourceQuota: every kind that its roles may create but pods, which are counted with what was leased. */
export const objectLimits: Readonly<Record<string, string>> = {
  configmaps: written,
  persistentvolumeclaims: perPod,
  secrets: written,
  services: written,
  "count/cronjobs.batch": written,
  "count/deployments.apps": written,
  "count/jobs.batch": perPod,
  "count/jobsets.jobset.x-k8s.io": written,
  "count/leaderworkersets.leaderworkerset.x-k8s.io": written,
  "count/replicasets.apps": perPod,
  "count/resourceclaims.resource.k8s.io": perPod,
  "count/resourceclaimtemplates.resource.k8s.io": written,
  "count/serviceaccounts": written,
  "count/statefulsets.apps": written,
};
