import { dump } from "js-yaml";
import { drainRules, loadRules, poolRules, proxyRules, type ZoneAlertsProps } from "./alert-rules.ts";

export type { ZoneAlertsProps } from "./alert-rules.ts";

/** An alert of Prometheus. @see https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/ */
export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly AlertRule[];
}

/** The alert rules of one zone. Nothing of another zone is in them. */
export function zoneAlerts(props: ZoneAlertsProps): RuleGroup {
  const { site, zone } = props;
  const rules = [
    ...proxyRules(props),
    ...poolRules(props),
    ...(props.draining ? drainRules(props) : loadRules(props)),
  ];
  return {
    name: `mining-${zone}`,
    rules: rules.map(({ severity, summary, ...rule }) => ({
      ...rule,
      labels: { site, zone, severity },
      annotations: { summary: `${zone} of ${site}: ${summary}` },
    })),
  };
}

/** Rule groups as a file that Prometheus reads. */
export function ruleFile(groups: readonly RuleGroup[]): string {
  return dump({ groups }, { lineWidth: -1, noRefs: true });
}
