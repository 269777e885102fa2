import type { Deployment, PodDisruptionBudget } from "../kubernetes/index.ts";
import { type ProxyPod, restrictedPod } from "./pod.ts";
import { onServiceNodes } from "./role.ts";

/**
 * Two, whatever the load: a replica that goes takes its miners' connections with it, so the number never follows load,
 * and each must be able to carry the zone. Not a setting, and not for an autoscaler.
 */
export const replicas = 2;

/**
 * Seconds a replica has to end. Stratum connections last for days and are broken when it ends, so a drain waits rather
 * than cuts; both proxies end sooner by themselves.
 */
const terminationGracePeriod = 300;

/** Annotation of a pod: a change of the configuration is thereby a change of the pod, and rolls it. */
export const configHashAnnotation = "busbar.dev/config-sha256";

export interface ProxyDeploymentProps {
  /** Labels that select the proxy's pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** All labels of the pods. */
  readonly labels: Readonly<Record<string, string>>;
  readonly configHash: string;
  readonly serviceAccount: string;
  readonly serviceNodes: string;
  readonly priorityClassName: string | undefined;
  readonly pod: ProxyPod;
}

/** The Deployment of a zone's proxy: two replicas that never share a node. */
export function proxyDeployment(props: ProxyDeploymentProps): NonNullable<Deployment["spec"]> {
  const { selector, labels, configHash, serviceAccount, serviceNodes, priorityClassName, pod } = props;
  return {
    replicas,
    revisionHistoryLimit: 3,
    // There may be only two nodes, and on those no room beside a replica for its successor: one goes, then one comes.
    strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
    // Miners of the one that went are still coming back when the next is ready.
    minReadySeconds: 30,
    selector: { matchLabels: selector },
    template: {
      metadata: { labels, annotations: { [configHashAnnotation]: configHash } },
      spec: {
        serviceAccountName: serviceAccount,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        priorityClassName,
        ...onServiceNodes(serviceNodes),
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { labelSelector: { matchLabels: selector }, topologyKey: "kubernetes.io/hostname" },
            ],
          },
        },
        securityContext: restrictedPod,
        terminationGracePeriodSeconds: terminationGracePeriod,
        ...pod,
      },
    },
  };
}

/** Drains take one replica at a time. */
export function proxyDisruptionBudget(
  selector: Readonly<Record<string, string>>,
): NonNullable<PodDisruptionBudget["spec"]> {
  return { minAvailable: 1, selector: { matchLabels: selector } };
}
