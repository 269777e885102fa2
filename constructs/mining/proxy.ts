import { proxyPorts } from "../../site/mining/proxy-address.ts";
import type { Hashrate } from "../../site/units/index.ts";
import { farmProxyConfig } from "./farm-proxy.ts";
import { farmProxyMetricsPort, farmProxyPod } from "./farm-proxy-pod.ts";
import type { ProxyPod, ProxyPodProps } from "./pod.ts";
import type { Upstream, UpstreamGroup } from "./pools.ts";
import { type Sv2TranslatorConfigProps, sv2TranslatorConfig } from "./sv2-translator.ts";
import { sv2TranslatorMonitoringPort, sv2TranslatorPod } from "./sv2-translator-pod.ts";

export type ProxyKind = "farm-proxy" | "sv2-translator";

export interface ProxyConfigProps {
  readonly site: string;
  readonly zone: string;
  readonly port: number;
  readonly groups: readonly UpstreamGroup[];
  readonly weakestMiner: Hashrate;
  /** The job declarator client to work behind. @default - none: pools are reached directly */
  readonly jobDeclarator?: Upstream | undefined;
}

/** A stratum proxy that busbar knows how to run. */
export interface StratumProxy {
  /** The image that the configuration and the pod were written for. */
  readonly image: string;
  /** Where miners connect, unless told otherwise. */
  readonly port: number;
  /** Where it serves metrics. */
  readonly metricsPort: number;
  readonly config: (props: ProxyConfigProps) => string;
  readonly pod: (props: ProxyPodProps) => ProxyPod;
  /** What it cannot do with these pools: each with what was found and how to mend it. */
  readonly problems: (groups: readonly UpstreamGroup[], weakestMiner: Hashrate) => readonly string[];
}

export const proxies: Readonly<Record<ProxyKind, StratumProxy>> = {
  "farm-proxy": {
    // Image of the vendor's docker-compose.yml, release 24.06.
    image: "braiinssystems/farm-proxy:24.06",
    port: proxyPorts["farm-proxy"],
    metricsPort: farmProxyMetricsPort,
    config: farmProxyConfig,
    pod: farmProxyPod,
    problems: (groups) =>
      urlsOf(groups)
        .filter((url) => url.startsWith("stratum2+"))
        .map((url) => `farm-proxy speaks only Stratum V1 to pools, not ${url}: use sv2-translator`),
  },
  "sv2-translator": {
    // The release whose configuration keys are written.
    image: "stratumv2/translator_sv2:v0.8.0",
    port: proxyPorts["sv2-translator"],
    metricsPort: sv2TranslatorMonitoringPort,
    config: (props) => sv2TranslatorConfig(translatorProps(props)),
    pod: sv2TranslatorPod,
    problems: translatorProblems,
  },
};

/** What the translator of a zone is configured with, as a file or as environment variables. */
export function translatorProps(props: ProxyConfigProps): Sv2TranslatorConfigProps {
  const { port, groups, weakestMiner, jobDeclarator } = props;
  return {
    port,
    monitoringPort: sv2TranslatorMonitoringPort,
    upstreams: jobDeclarator ? [jobDeclarator] : groups.flatMap(({ upstreams }) => upstreams),
    weakestMiner,
    setsDifficulty: jobDeclarator === undefined,
  };
}

function translatorProblems(groups: readonly UpstreamGroup[], weakestMiner: Hashrate): readonly string[] {
  const problems = urlsOf(groups)
    .filter((url) => !url.startsWith("stratum2+"))
    .map((url) => `sv2-translator speaks only Stratum V2 to pools, not ${url}: use farm-proxy`);
  if (groups.length > 1) {
    problems.push(
      `sv2-translator has one list of upstreams and cannot split hashrate over ${groups.length} groups: use one group`,
    );
  }
  if (!(weakestMiner.terahashes > 0)) {
    problems.push(
      `weakestMiner is ${weakestMiner}: sv2-translator sets difficulty by it, so give a miner's own hashrate`,
    );
  }
  return problems;
}

function urlsOf(groups: readonly UpstreamGroup[]): string[] {
  return groups.flatMap(({ upstreams }) => upstreams.map(({ url }) => url));
}
