import { ApiError, isNotFound, type ServerStatus } from "./api-error.ts";
import {
  collectionPath,
  kindsOf,
  objectPath,
  type ResourceList,
  type ServedKind,
  versionPath,
} from "./kinds.ts";
import type { LiveObject, ObjectReference } from "./live-object.ts";
import { retrying, unreachable } from "./retry.ts";
import type { HttpRequest, Transport } from "./transport.ts";

export interface ApplyOptions {
  /** Who owns the fields that are applied. */
  readonly fieldManager: string;
  /** Takes fields from other managers instead of reporting a conflict. @default false */
  readonly force?: boolean;
  /** Has everything checked and nothing kept. @default false */
  readonly dryRun?: boolean;
}

export interface ListOptions {
  /** @default - all namespaces */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** Objects a page. @default 500 */
  readonly pageSize?: number;
}

export interface RequestOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly contentType?: string;
  /** Whether the request may be sent again where the connection breaks. @default - reads may */
  readonly repeatable?: boolean;
}

/** Who a request is made as, by the right of impersonation. */
export interface Impersonation {
  readonly user: string;
  readonly groups?: readonly string[];
}

/** A live cluster: its objects as plain JSON, just as the API server has them. */
export class LiveCluster {
  /** The kubeconfig context it was reached by. */
  readonly context: string;
  readonly #transport: Transport;
  readonly #kinds = new Map<string, Promise<ServedKind[]>>();
  readonly #impersonation: HttpRequest["headers"];

  constructor(context: string, transport: Transport, impersonation?: Impersonation) {
    this.context = context;
    this.#transport = transport;
    this.#impersonation = impersonationHeaders(impersonation);
  }

  get server(): string {
    return this.#transport.server;
  }

  /** The same cluster as somebody else sees it. */
  as(impersonation: Impersonation): LiveCluster {
    return new LiveCluster(this.context, this.#transport, impersonation);
  }

  /**
   * Sends one request.
   *
   * @throws ApiError where the server refuses it, Refusal where it does not answer.
   */
  async request<T = LiveObject>(
    method: HttpRequest["method"],
    path: string,
    {
      query = {},
      body,
      contentType = "application/json",
      repeatable = method === "GET",
    }: RequestOptions = {},
  ): Promise<T> {
    const parameters = new URLSearchParams(query).toString();
    const send = () =>
      this.#transport.send({
        method,
        path: parameters === "" ? path : `${path}?${parameters}`,
        headers: { Accept: "application/json", "Content-Type": contentType, ...this.#impersonation },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    const { code, text } = repeatable
      ? await retrying(this.server, send)
      : await send().catch((error: unknown) => {
          throw unreachable(this.server, error);
        });
    if (code >= 400) throw new ApiError(code, statusOf(text));
    return JSON.parse(text) as T;
  }

  /** How the server serves a kind; undefined where it does not, for lack of a CustomResourceDefinition for one. */
  async kind({
    apiVersion,
    kind,
  }: Pick<ObjectReference, "apiVersion" | "kind">): Promise<ServedKind | undefined> {
    const known = this.#kinds.get(apiVersion) ?? this.#discover(apiVersion);
    this.#kinds.set(apiVersion, known);
    return (await known).find((served) => served.kind === kind);
  }

  /** Forgets which kinds the server has, after definitions were installed. */
  forgetKinds(): void {
    this.#kinds.clear();
  }

  /** An object; undefined where it is not there. */
  async get(reference: ObjectReference): Promise<LiveObject | undefined> {
    try {
      return await this.request("GET", objectPath(await this.#served(reference), reference));
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  /** All objects of a kind that the selectors leave, page by page. */
  async *list(
    of: Pick<ObjectReference, "apiVersion" | "kind">,
    { namespace, labelSelector, fieldSelector, pageSize = 500 }: ListOptions = {},
  ): AsyncGenerator<LiveObject> {
    const path = collectionPath(await this.#served(of), namespace);
    let next: string | undefined;
    do {
      const page: Page = await this.request("GET", path, {
        query: {
          limit: String(pageSize),
          ...(labelSelector !== undefined && { labelSelector }),
          ...(fieldSelector !== undefined && { fieldSelector }),
          ...(next !== undefined && { continue: next }),
        },
      });
      // The items of a list do not say their kind.
      for (const item of page.items) yield { ...item, apiVersion: of.apiVersion, kind: of.kind };
      next = page.metadata?.continue;
    } while (next !== undefined && next !== "");
  }

  /** Server-side apply: the object is to have the fields given, which `fieldManager` owns from then on. Unknown fields are refused. */
  async apply(
    object: ObjectReference,
    { fieldManager, force = false, dryRun = false }: ApplyOptions,
  ): Promise<LiveObject> {
    return this.request("PATCH", objectPath(await this.#served(object), object), {
      query: {
        fieldManager,
        fieldValidation: "Strict",
        ...(force && { force: "true" }),
        ...(dryRun && { dryRun: "All" }),
      },
      body: object,
      // JSON is YAML.
      contentType: "application/apply-patch+yaml",
      repeatable: true,
    });
  }

  /** Creates an object, which must not be there yet. */
  async create(
    object: ObjectReference,
    { dryRun = false }: { readonly dryRun?: boolean } = {},
  ): Promise<LiveObject> {
    return this.request("POST", collectionPath(await this.#served(object), object.metadata.namespace), {
      query: { fieldValidation: "Strict", ...(dryRun && { dryRun: "All" }) },
      body: object,
    });
  }

  /**
   * Deletes an object and, in the background, what it owns. Whether it was there.
   *
   * @param uid Deletes only the object that has it, not one that somebody made anew under its name.
   */
  async remove(reference: ObjectReference, { uid }: { readonly uid?: string } = {}): Promise<boolean> {
    try {
      await this.request("DELETE", objectPath(await this.#served(reference), reference), {
        body: { propagationPolicy: "Background", ...(uid !== undefined && { preconditions: { uid } }) },
        repeatable: true,
      });
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  /** Ends the connections, which would keep the process alive. */
  close(): void {
    this.#transport.close();
  }

  async #served(of: Pick<ObjectReference, "apiVersion" | "kind">): Promise<ServedKind> {
    const served = await this.kind(of);
    if (served !== undefined) return served;
    throw new ApiError(404, {
      reason: "KindNotServed",
      message: `the cluster does not serve ${of.kind} of ${of.apiVersion}`,
    });
  }

  async #discover(apiVersion: string): Promise<ServedKind[]> {
    try {
      return kindsOf(apiVersion, await this.request<ResourceList>("GET", versionPath(apiVersion)));
    } catch (error) {
      if (isNotFound(error)) return [];
      this.#kinds.delete(apiVersion);
      throw error;
    }
  }
}

interface Page {
  readonly items: readonly LiveObject[];
  readonly metadata?: { readonly continue?: string };
}

function statusOf(text: string): ServerStatus {
  try {
    return JSON.parse(text) as ServerStatus;
  } catch {
    // Proxies and load balancers answer in words of their own.
    return { message: text.trim().slice(0, 300) };
  }
}

function impersonationHeaders(impersonation: Impersonation | undefined): HttpRequest["headers"] {
  if (impersonation === undefined) return {};
  const { user, groups = [] } = impersonation;
  return { "Impersonate-User": user, ...(groups.length > 0 && { "Impersonate-Group": groups }) };
}
