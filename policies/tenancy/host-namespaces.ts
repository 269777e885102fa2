import { eachContainer } from "../admission/containers.ts";
import type { Expression } from "../admission/expression.ts";
import { podRule } from "../admission/pod-rule.ts";

const off = (field: string): Expression => ({ is: "not", of: { is: "on", at: ["spec", field] } });

export const hostNamespaces = podRule({
  id: "tenancy/host-namespaces",
  title: "A pod in its host's namespaces",
  what: "No pod of a tenant or of mining shares its host's network, processes or memory, takes a port of the host, or mounts a path of it.",
  why: "On its host's network a pod passes every network policy: it reaches the machines' controllers and the miners, and listens on the node's address. With the host's processes or files it reads what its neighbours hold.",
  fix: "Leave hostNetwork, hostPID, hostIPC, hostPort and hostPath out; expose a port by a Service, keep data in a claim.",
  level: "hard",
  judges: (namespace) => namespace?.tenant !== undefined || namespace?.zone !== undefined,
  statements: () => [
    {
      holds: off("hostNetwork"),
      message: "a pod must not be on its host's network, where no network policy holds",
    },
    { holds: off("hostPID"), message: "a pod must not see its host's processes" },
    { holds: off("hostIPC"), message: "a pod must not share its host's memory" },
    {
      holds: eachContainer({
        is: "each",
        in: ["ports"],
        holds: { is: "not", of: { is: "present", at: ["hostPort"] } },
      }),
      message: "a container must not take a port of its host: use a Service",
    },
    {
      holds: {
        is: "each",
        in: ["spec", "volumes"],
        holds: { is: "not", of: { is: "present", at: ["hostPath"] } },
      },
      message: "a pod must not mount a path of its host: use a claim",
    },
  ],
});
