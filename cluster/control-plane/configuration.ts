import type { Binaries } from "../binaries/binary.ts";
import type { PlaneFolder } from "./folder.ts";
import type { Ports } from "./ports.ts";
import { runningStages } from "./stages.ts";

/**
 * What pods do on the simulated nodes. `complete`: those of Jobs end at once, and well; the others run. `run`: all run,
 * and stay until they are deleted, so that the pods of a gang are all there at the same time.
 */
export type PodBehaviour = "complete" | "run";

/** What kwokctl is told: one document after another, as JSON, which is YAML. */
export function kwokctlConfiguration(
  folder: PlaneFolder,
  {
    binaries,
    ports,
    pods,
    kubectl,
  }: { binaries: Binaries; ports: Ports; pods: PodBehaviour; kubectl: string },
): string {
  const configuration = {
    apiVersion: "config.kwok.x-k8s.io/v1alpha1",
    kind: "KwokctlConfiguration",
    options: {
      runtime: "binary",
      // Its default is every address of the machine.
      bindAddress: "127.0.0.1",
      etcdBinary: binaries.etcd.path,
      kubeApiserverBinary: binaries["kube-apiserver"].path,
      kubeControllerManagerBinary: binaries["kube-controller-manager"].path,
      kubeSchedulerBinary: binaries["kube-scheduler"].path,
      kwokControllerBinary: binaries.kwok.path,
      kubectlBinary: kubectl,
      etcdPort: ports.etcd,
      etcdPeerPort: ports.etcdPeer,
      kubeApiserverPort: ports.apiServer,
      kubeControllerManagerPort: ports.controllerManager,
      kubeSchedulerPort: ports.scheduler,
      kwokControllerPort: ports.kwok,
      disableQPSLimits: true,
      nodeLeaseDurationSeconds: leaseDuration,
    },
    componentsPatches: componentPatches(folder),
  };
  const documents = [configuration, ...(pods === "run" ? runningStages : [])];
  return documents.map((document) => `${JSON.stringify(document, null, 2)}\n`).join("---\n");
}

/**
 * Seconds after which a simulated node counts as gone. They never go by themselves, and renewing a thousand leases every
 * ten seconds, as real kubelets do, would keep the API server from its work.
 */
const leaseDuration = 1200;

/** There is one of each, which need not give up when the API server is away for a while. */
const alone = { "leader-elect": "false" };

function componentPatches({ pki }: PlaneFolder) {
  const patch = (
    name: string,
    args: Readonly<Record<string, string>>,
    environment: Readonly<Record<string, string>> = {},
  ) => ({
    name,
    extraArgs: Object.entries(args).map(([key, value]) => ({ key, value })),
    extraEnvs: Object.entries(environment).map(([key, value]) => ({ name: key, value })),
  });
  return [
    // Nothing in it outlives the control plane, so it need not outlive a power cut.
    patch("etcd", { "unsafe-no-fsync": "true" }),
    // A kubelet may change its own node only, and not the labels that decide tenancy, as on real clusters.
    // Collecting garbage less often takes memory that a rehearsal has, and gives time.
    patch("kube-apiserver", { "enable-admission-plugins": "NodeRestriction" }, { GOGC: "300" }),
    patch("kube-controller-manager", {
      ...alone,
      "node-monitor-grace-period": `${3 * leaseDuration}s`,
      // Signs what kubelets ask for.
      "cluster-signing-cert-file": `${pki}/ca.crt`,
      "cluster-signing-key-file": `${pki}/ca.key`,
    }),
    patch("kube-scheduler", alone),
  ];
}
