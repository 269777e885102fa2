import { expect } from "vitest";
import { ApiError } from "../../../cluster/live/api-error.ts";
import { collectionPath, objectPath } from "../../../cluster/live/kinds.ts";
import type { LiveCluster } from "../../../cluster/live/live-cluster.ts";
import type { LiveObject } from "../../../cluster/live/live-object.ts";
import { onOwnNodes, pod } from "./objects.ts";
import { roles, type SiteUnderTest, type TenantRole } from "./site-under-test.ts";
import { until } from "./until.ts";

/** What refuses: a mechanism of Kubernetes that the site's objects set up, or one of its admission policies. */
export type Holder =
  | "RBAC"
  | "Pod Security"
  | "ResourceQuota"
  | "API server"
  | "scheduler"
  | "busbar-tenant-pods"
  | "busbar-tenant-pod-updates"
  | "busbar-tenant-jobs"
  | "busbar-tenant-services"
  | "busbar-tenant-volume-claims"
  | "busbar-tenant-site-objects";

type Fields = Readonly<Record<string, unknown>>;

/** How a refusal is known to be the holder's, and not another's. */
const signature: Readonly<Partial<Record<Holder, string>>> = {
  "Pod Security": 'violates PodSecurity "restricted:latest"',
  ResourceQuota: "exceeded quota:",
};

/** A request by its parts, as RBAC sees it. */
export interface Attempt {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
}

/** One check on a site, which notes who held. */
export class Trial {
  readonly site: SiteUnderTest;
  readonly holders = new Set<Holder>();

  constructor(site: SiteUnderTest) {
    this.site = site;
  }

  /**
   * Nobody of the tenant may do it, for lack of a right; the operator may, so that it is not the request that is wrong.
   * `connect` is for what cannot be tried without being done, such as opening a shell.
   */
  async forbidden(attempt: Attempt, { by = roles, connect = false }: ForbiddenOptions = {}): Promise<void> {
    for (const role of by) {
      const error = await refusalOf(send(this.site.own.as[role], attempt), attempt.path);
      expect([error.code, error.reason], `${role}: ${error.message}`).toEqual([403, "Forbidden"]);
      expect(error.message).toMatch(/cannot \w+ (resource|path)|is attempting to grant RBAC permissions/);
    }
    if (!connect) await accepted(send(this.site.operator, attempt), attempt.path);
    this.holders.add("RBAC");
  }

  /** Writing an object, which somebody must not, and whom RBAC stops. */
  async forbiddenToCreate(object: LiveObject, options: ForbiddenOptions = {}): Promise<void> {
    const kind = await this.#kind(object);
    const path = collectionPath(kind, object.metadata.namespace);
    await this.forbidden({ method: "POST", path, body: object }, options);
  }

  /** Changing and deleting an object that is there. */
  async forbiddenToChange(object: LiveObject, options: ForbiddenOptions = {}): Promise<void> {
    const path = objectPath(await this.#kind(object), object);
    const body = { metadata: { annotations: { tried: "yes" } } };
    await this.forbidden({ method: "PATCH", path, body }, options);
    await this.forbidden({ method: "DELETE", path }, options);
  }

  /** An object is refused by `holder` in its words, and accepted as `instead` says it. */
  async denied(holder: Holder, says: string, object: LiveObject, instead?: LiveObject): Promise<void> {
    const { admins, users } = this.site.own.as;
    for (const as of [users, admins]) {
      const error = await refusalOf(as.create(object, { dryRun: true }), object.metadata.name);
      this.heldBy(holder, error, says);
    }
    if (instead !== undefined) await accepted(users.create(instead, { dryRun: true }), "instead");
  }

  /** A pod whose spec is changed so is refused by the policy for pods; changed as `instead` says, it is accepted. */
  async deniedPod(says: string, spec: Fields, instead: Fields = {}): Promise<void> {
    const { name, namespace } = this.site.own;
    const own = onOwnNodes(name);
    const wrong = pod(namespace, "wrong", { ...own, ...spec });
    await this.denied("busbar-tenant-pods", says, wrong, pod(namespace, "right", { ...own, ...instead }));
  }

  /** A change of what is there is refused by `holder`; another change is accepted. */
  async deniedChange(
    holder: Holder,
    says: string,
    object: LiveObject,
    change: unknown,
    instead: unknown,
    as = this.site.own.as.admins,
  ): Promise<void> {
    const path = objectPath(await this.#kind(object), object);
    const error = await refusalOf(send(as, { method: "PATCH", path, body: change }), path);
    this.heldBy(holder, error, says);
    await accepted(send(as, { method: "PATCH", path, body: instead }), path);
  }

  /** What the site declared is kept by its policy. */
  async deniedBySite(answer: Promise<unknown>): Promise<void> {
    this.heldBy("busbar-tenant-site-objects", await refusalOf(answer, "a declared object"), "are the site's");
  }

  /** As `denied`, once the API server has heard of a change that was made a moment ago. */
  async deniedSoon(holder: Holder, says: string, object: LiveObject): Promise<void> {
    await until(`${holder} refuses ${object.metadata.name}`, async () => {
      const answer = this.site.own.as.users.create(object, { dryRun: true });
      return answer.then(
        () => false,
        () => true,
      );
    });
    await this.denied(holder, says, object);
  }

  /** Whether a refusal is in the words of who is to hold. */
  heldBy(holder: Holder, error: ApiError, says: string): void {
    expect([403, 422], error.message).toContain(error.code);
    expect(error.message).toContain(says);
    const known = signature[holder] ?? (holder.startsWith("busbar-") ? `${holder}: ` : "");
    expect(error.message).toContain(known);
    this.holders.add(holder);
  }

  /** What the API server says that somebody may do. */
  async may(as: LiveCluster, resourceAttributes: ResourceAttributes): Promise<boolean> {
    const review = await as.request("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", {
      body: {
        apiVersion: "authorization.k8s.io/v1",
        kind: "SelfSubjectAccessReview",
        spec: { resourceAttributes },
      },
    });
    return (review["status"] as { allowed: boolean }).allowed;
  }

  async #kind(object: LiveObject) {
    const kind = await this.site.operator.kind(object);
    if (kind === undefined) throw new Error(`${object.apiVersion} ${object.kind} is not served`);
    return kind;
  }
}

export interface ForbiddenOptions {
  readonly by?: readonly TenantRole[];
  readonly connect?: boolean;
}

export interface ResourceAttributes {
  readonly verb: string;
  readonly group?: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** Sent as a dry run: what is not refused is not done either. */
function send(as: LiveCluster, { method, path, body }: Attempt): Promise<LiveObject> {
  return as.request(method, path, {
    ...(method !== "GET" && { query: { dryRun: "All" } }),
    ...(body !== undefined && { body }),
    ...(method === "PATCH" && { contentType: "application/merge-patch+json" }),
  });
}

export async function refusalOf(answer: Promise<unknown>, what: string): Promise<ApiError> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error(`${what}: it was accepted`);
}

/** A conflict is an answer to somebody who may: such as binding a pod that has its node. */
async function accepted(answer: Promise<unknown>, what: string): Promise<void> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof ApiError && error.code === 409) return;
    throw new Error(`${what}: it should have been accepted, but ${(error as Error).message}`);
  }
}
