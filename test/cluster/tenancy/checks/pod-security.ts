import type { Check } from "../check.ts";
import { container, onOwnNodes, pod, restricted } from "../objects.ts";
import type { Trial } from "../trial.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A pod whose spec is changed so is refused in these words by Pod Security. */
function refusedSpec(says: string, spec: Fields) {
  return async (trial: Trial) => {
    const { name, namespace } = trial.site.own;
    const fine = pod(namespace, "fine", onOwnNodes(name));
    await trial.denied("Pod Security", says, pod(namespace, "loose", { ...onOwnNodes(name), ...spec }), fine);
  };
}

/** The same, for a container's security context, in containers and init containers. */
function refusedContext(says: string, context: Fields, spec: Fields = {}) {
  const loose = { ...container, name: "loose", securityContext: { ...restricted, ...context } };
  const inContainers = refusedSpec(says, { ...spec, containers: [loose] });
  const inInit = refusedSpec(says, { ...spec, initContainers: [loose] });
  return async (trial: Trial) => {
    await inContainers(trial);
    await inInit(trial);
  };
}

function volume(source: Fields) {
  return { volumes: [{ name: "data", ...source }] };
}

async function each(trial: Trial, ...runs: ((trial: Trial) => Promise<void>)[]): Promise<void> {
  for (const run of runs) await run(trial);
}

const heldBy = ["Pod Security"] as const;

/** What a pod must not take from its host. */
export const podSecurityChecks: readonly Check[] = [
  {
    name: "No pod adds capabilities",
    benchmark: "MTB-PL1-BC-CPI-3",
    heldBy,
    run: (trial) =>
      each(
        trial,
        refusedContext("unrestricted capabilities", { capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } }),
        refusedContext("unrestricted capabilities", { capabilities: { add: ["NET_BIND_SERVICE"] } }),
      ),
  },
  {
    name: "No pod runs as root",
    benchmark: "MTB-PL1-BC-CPI-4",
    heldBy,
    run: (trial) =>
      each(
        trial,
        refusedContext("runAsNonRoot != true", { runAsNonRoot: false }),
        refusedContext("runAsNonRoot != true", { runAsNonRoot: undefined }),
        refusedContext("runAsUser=0", { runAsUser: 0, runAsNonRoot: false }),
        refusedSpec("runAsUser=0", { securityContext: { runAsUser: 0 } }),
      ),
  },
  {
    name: "No container is privileged",
    benchmark: "MTB-PL1-BC-CPI-5",
    heldBy,
    run: refusedContext("privileged", { privileged: true, allowPrivilegeEscalation: true }),
  },
  {
    name: "No process gains privileges",
    benchmark: "MTB-PL1-BC-CPI-6",
    heldBy,
    run: (trial) =>
      each(
        trial,
        refusedContext("allowPrivilegeEscalation != false", { allowPrivilegeEscalation: true }),
        refusedContext("allowPrivilegeEscalation != false", { allowPrivilegeEscalation: undefined }),
      ),
  },
  {
    name: "No pod mounts a path of its host",
    benchmark: "MTB-PL1-BC-HI-1",
    heldBy,
    run: refusedSpec('uses restricted volume type "hostPath"', volume({ hostPath: { path: "/" } })),
  },
  {
    name: "No pod is on its host's network or ports",
    benchmark: "MTB-PL1-BC-HI-3",
    heldBy,
    run: (trial) =>
      each(
        trial,
        refusedSpec("host namespaces (hostNetwork=true)", { hostNetwork: true }),
        refusedSpec("hostPort", {
          containers: [{ ...container, ports: [{ containerPort: 80, hostPort: 8080 }] }],
        }),
      ),
  },
  {
    name: "No pod sees its host's processes",
    benchmark: "MTB-PL1-BC-HI-4",
    heldBy,
    run: refusedSpec("host namespaces (hostPID=true)", { hostPID: true }),
  },
  {
    name: "No pod shares its host's memory",
    benchmark: "MTB-PL1-BC-HI-5",
    heldBy,
    run: refusedSpec("host namespaces (hostIPC=true)", { hostIPC: true }),
  },
  {
    name: "No pod loosens what the kernel confines it by",
    heldBy,
    run: (trial) =>
      each(
        trial,
        refusedContext("procMount", { procMount: "Unmasked" }, { hostUsers: false }),
        refusedContext("seccompProfile", { seccompProfile: { type: "Unconfined" } }),
        refusedContext("AppArmor profile", { appArmorProfile: { type: "Unconfined" } }),
        refusedContext("seLinuxOptions", { seLinuxOptions: { type: "spc_t" } }),
        refusedSpec("forbidden sysctls (kernel.msgmax)", {
          securityContext: { sysctls: [{ name: "kernel.msgmax", value: "1" }] },
        }),
      ),
  },
  {
    name: "No probe of a pod reaches for another host",
    heldBy,
    run: refusedSpec("probe or lifecycle host", {
      containers: [{ ...container, livenessProbe: { httpGet: { host: "169.254.169.254", port: 80 } } }],
    }),
  },
  {
    name: "Pods get storage by claims only",
    benchmark: "#1198",
    heldBy,
    run: (trial) =>
      each(
        trial,
        refusedSpec("restricted volume types", volume({ nfs: { server: "10.0.0.1", path: "/" } })),
        refusedSpec(
          "restricted volume types",
          volume({ iscsi: { targetPortal: "10.0.0.1", iqn: "iqn.2001-04.com.example:a", lun: 0 } }),
        ),
      ),
  },
];
