import { everyContainer } from "../admission/containers.ts";
import { podRule } from "../admission/pod-rule.ts";

export const privilegedContainer = podRule({
  id: "tenancy/privileged-container",
  title: "A privileged container",
  what: "No container of a tenant or of mining is privileged, may gain privileges, or adds capabilities but NET_BIND_SERVICE.",
  why: "A privileged container is root on its host: it reads the devices, the memory and the credentials of everybody there. RDMA and GPUs come as device resources and need none of it.",
  fix: "Set privileged and allowPrivilegeEscalation to false and drop ALL capabilities; ask for accelerators and network devices as resources.",
  level: "hard",
  judges: (namespace) => namespace?.tenant !== undefined || namespace?.zone !== undefined,
  statements: () => [
    {
      holds: everyContainer({ is: "not", of: { is: "on", at: ["securityContext", "privileged"] } }),
      message: "a container must not be privileged",
    },
    {
      holds: everyContainer({
        is: "not",
        of: { is: "on", at: ["securityContext", "allowPrivilegeEscalation"] },
      }),
      message: "a container must not gain privileges: set it to false",
    },
    {
      holds: everyContainer({
        is: "each",
        in: ["securityContext", "capabilities", "add"],
        holds: { is: "among", at: [], values: ["NET_BIND_SERVICE"] },
      }),
      message: "a container must not add this capability: drop ALL, and add NET_BIND_SERVICE at most",
    },
  ],
});
