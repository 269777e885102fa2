import { isJsonObject, type JsonObject } from "../../constructs/kubernetes/json.ts";
import { containersOf, podsIn } from "./pods.ts";
import { texts } from "./texts.ts";

/** All that lets the pods of an object do more than a confined process can, one sentence each: `run as root`. */
export function privilegesOf(object: JsonObject | undefined): string[] {
  return podsIn(object).flatMap(({ at, spec }) => {
    const where = at === "" ? "" : `${at}: `;
    return [
      ...podPrivileges(spec),
      ...[...containersOf(spec)].flatMap(([name, container]) =>
        containerPrivileges(container, spec).map((what) => `container ${name} ${what}`),
      ),
    ].map((what) => `${where}${what}`);
  });
}

function podPrivileges(spec: JsonObject): string[] {
  const volumes = Array.isArray(spec["volumes"]) ? spec["volumes"].filter(isJsonObject) : [];
  return [
    ...["hostNetwork", "hostPID", "hostIPC"]
      .filter((field) => spec[field] === true)
      .map((field) => `pods share their host's (${field})`),
    ...volumes.flatMap(({ hostPath }) =>
      isJsonObject(hostPath) ? [`pods see ${String(hostPath["path"])} of their host`] : [],
    ),
    ...list(contextOf(spec)["sysctls"]).map(({ name }) => `pods set ${String(name)} of the kernel`),
    ...when(spec["automountServiceAccountToken"] === true, "pods are given a token of their account"),
  ];
}

function containerPrivileges(container: JsonObject, pod: JsonObject): string[] {
  const own = contextOf(container);
  const context = { ...contextOf(pod), ...own };
  const { capabilities } = own;
  const [added, dropped] = isJsonObject(capabilities)
    ? [texts(capabilities["add"]), texts(capabilities["drop"])]
    : [[], []];
  const seccomp = context["seccompProfile"];
  return [
    ...when(own["privileged"] === true, "is privileged"),
    ...when(own["allowPrivilegeEscalation"] !== false, "may gain privileges"),
    ...added.map((capability) => `has the capability ${capability}`),
    ...when(!dropped.includes("ALL"), "keeps the capabilities that a runtime gives"),
    ...when(context["runAsUser"] === 0, "runs as root"),
    ...when(context["runAsNonRoot"] !== true && context["runAsUser"] !== 0, "may run as root"),
    ...when(own["readOnlyRootFilesystem"] !== true, "may write to its own file system"),
    ...when(!isJsonObject(seccomp) || seccomp["type"] === "Unconfined", "makes any system call"),
    ...when(own["procMount"] !== undefined && own["procMount"] !== "Default", "sees all of /proc"),
    ...list(container["ports"]).flatMap(({ hostPort }) =>
      hostPort === undefined || hostPort === 0 ? [] : [`takes port ${String(hostPort)} of its host`],
    ),
  ];
}

function contextOf({ securityContext }: JsonObject): JsonObject {
  return isJsonObject(securityContext) ? securityContext : {};
}

function list(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function when(holds: boolean, what: string): string[] {
  return holds ? [what] : [];
}
