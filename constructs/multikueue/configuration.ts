import { toYaml } from "../kubernetes/index.ts";
import { jobFrameworks } from "./manager-rights.ts";

/** What depends on the fleet in the configuration of Kueue at a manager. */
export interface KueueConfigurationProps {
  /** Unlike that of any other manager that sends jobs to the same sites. */
  readonly origin: string;
  /** Whether every site is asked for room at once, or one after the other in their order. */
  readonly dispatcher: "all-at-once" | "incremental";
}

/**
 * The part of Kueue's configuration (its chart's `managerConfig`) that a manager needs: of the integrations no more than the
 * account at the sites may watch, since a site that refuses one watch is not connected.
 */
export function kueueConfiguration({ origin, dispatcher }: KueueConfigurationProps): string {
  return toYaml([
    {
      apiVersion: "config.kueue.x-k8s.io/v1beta2",
      kind: "Configuration",
      integrations: { frameworks: [...jobFrameworks] },
      multiKueue: { origin, dispatcherName: `kueue.x-k8s.io/multikueue-dispatcher-${dispatcher}` },
    },
  ]);
}
