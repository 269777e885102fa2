import { z } from "zod";
import { closed } from "../../site/schema/closed.ts";
import { runsWorkloads, type TenantInput, tenantDocument } from "../../site/schema/tenant-document.ts";
import { text } from "../../site/schema/values.ts";
import { AnswersRefused } from "../../site/template/answers-refused.ts";
import { asWritten } from "../../site/template/as-written.ts";

const groups = z.array(text).default([]);

/** The answers of a tenant that runs its work on the site's Kubernetes. */
export const workloadAnswers = {
  offering: z
    .enum(["namespaces", "dedicated-cluster", "bare-metal"])
    .default("namespaces")
    .describe(
      "Namespaces of a shared cluster, a cluster for itself that the site declares, or racks without either.",
    ),
  who: closed({
    admins: groups.describe("Groups that also manage secrets and service accounts."),
    users: groups.describe("Groups that run workloads."),
    viewers: groups.describe("Groups that only look."),
  })
    .prefault({})
    .describe("Its groups of the identity provider; at least one that runs workloads."),
  namespaces: asWritten(tenantDocument.shape.namespaces.unwrap())
    .optional()
    .describe("Its namespaces, in place of those that the template gives."),
};

interface WorkloadAnswers {
  readonly offering: "namespaces" | "dedicated-cluster" | "bare-metal";
  readonly who: Readonly<Record<"admins" | "users" | "viewers", string[]>>;
  readonly namespaces?: TenantInput["namespaces"];
}

/**
 * The namespaces and groups of a tenant; bare metal has neither.
 *
 * @throws AnswersRefused where nobody could run anything in the namespaces, or where bare metal is given some.
 */
export function workloads(
  { offering, who, namespaces }: WorkloadAnswers,
  usual: NonNullable<TenantInput["namespaces"]>,
): Pick<TenantInput, "namespaces" | "groups"> & { readonly offering: WorkloadAnswers["offering"] } {
  if (!runsWorkloads(offering)) {
    if (namespaces === undefined) return { offering, groups: who };
    const message = `the offering ${offering} has no namespaces, for the tenant runs its own software: remove them, or offer namespaces or dedicated-cluster`;
    throw new AnswersRefused({ path: ["namespaces"], message });
  }
  if (who.admins.length + who.users.length === 0) {
    const message =
      "names no group that may run workloads, so that nobody could use what is leased: give admins or users";
    throw new AnswersRefused({ path: ["who"], message });
  }
  if (namespaces === undefined) refuseLong(usual.map(({ name }) => name));
  return { offering, groups: who, namespaces: namespaces ?? usual };
}

/** A namespace's name is made of the tenant's, which leaves the room to it that the document's own schema gives. */
function refuseLong(made: readonly string[]): void {
  const [long] = made.filter((one) => one.length > most);
  if (long === undefined) return;
  const message = `makes "${long}" the name of a namespace, ${long.length} characters: at most ${most}; shorten it, or answer \`namespaces\``;
  throw new AnswersRefused({ path: ["name"], message });
}

/** Characters of a name in a document. */
const most = 40;
