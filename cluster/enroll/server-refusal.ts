import { Refusal } from "../../site/problem.ts";
import { ApiError } from "../live/api-error.ts";
import type { LiveCluster } from "../live/live-cluster.ts";

/**
 * Puts into words what the API server says against work that is not about a single node, such as a list of pods that the
 * user may not see.
 *
 * @throws Refusal instead of an ApiError.
 */
export async function inWords<T>({ server, context }: LiveCluster, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const hint = {
      401: ": renew the kubeconfig's credentials",
      403: ": enrolling takes the rights to get, list and patch nodes, and to list pods and namespaces",
    }[error.code];
    throw new Refusal("The cluster refuses to be enrolled.", [
      { where: `${server} (context "${context}")`, message: `${error.message}${hint ?? ""}` },
    ]);
  }
}
