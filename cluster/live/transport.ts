import type { IncomingMessage } from "node:http";
import { Agent, request as httpsRequest, type RequestOptions } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";

/** Requests that may be under way at once: enough to hide the way to the server, too few to be throttled by it. */
export const concurrency = 16;

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Path and query. */
  readonly path: string;
  /** A list of values is sent as a header each. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly code: number;
  readonly text: string;
  /** Seconds after which the server wants to be asked again. */
  readonly retryAfter: number | undefined;
}

/** Longest wait for an answer, in milliseconds: an API server ends its own work after a minute. */
const timeout = 90_000;

/**
 * HTTP to one API server with the credentials of a kubeconfig. The client library's generic calls are not used for
 * objects: they send them through its models, which know `from` as `_from`, so that a NetworkPolicy's peers would be
 * lost and let everybody in; and they open a connection for every request.
 */
export class Transport {
  readonly server: string;
  readonly #config: KubeConfig;
  #agent: Agent | undefined;
  #credentials = "";

  constructor(config: KubeConfig) {
    const cluster = config.getCurrentCluster();
    if (cluster === null) throw new RangeError("the kubeconfig's context names no cluster");
    this.server = cluster.server;
    this.#config = config;
  }

  async send({ method, path, headers, body }: HttpRequest): Promise<HttpAnswer> {
    const options = await this.#options();
    const url = new URL(this.server.replace(/\/$/, "") + path);
    return new Promise((resolve, reject) => {
      const outgoing = httpsRequest(
        url,
        {
          ...options,
          method,
          headers: {
            ...options.headers,
            ...headers,
            ...(body !== undefined && { "Content-Length": Buffer.byteLength(body) }),
          },
          timeout,
        },
        (incoming) => answer(incoming).then(resolve, reject),
      );
      outgoing.on("error", reject);
      outgoing.on("timeout", () => outgoing.destroy(new Error(`no answer within ${timeout / 1000} s`)));
      outgoing.end(body);
    });
  }

  /** Ends the connections that are kept open. */
  close(): void {
    this.#agent?.destroy();
    this.#agent = undefined;
  }

  /** Credentials may come from a program that renews them, so they are asked for each time; connections are kept. */
  async #options(): Promise<RequestOptions> {
    const options: RequestOptions = {};
    await this.#config.applyToHTTPSOptions(options);
    const credentials = [options.cert, options.key, options.ca].join();
    if (this.#agent === undefined || credentials !== this.#credentials) {
      this.#agent?.destroy();
      this.#agent = keptAlive(options);
      this.#credentials = credentials;
    }
    return { headers: options.headers ?? {}, auth: options.auth ?? null, agent: this.#agent };
  }
}

/** The library's agent of a proxy is kept as it is; its plain one opens a connection for each request. */
function keptAlive({ agent, ca, cert, key, rejectUnauthorized, servername }: RequestOptions): Agent {
  if (agent instanceof Agent && agent.constructor !== Agent) return agent;
  return new Agent({
    keepAlive: true,
    maxSockets: concurrency,
    ca,
    cert,
    key,
    ...(rejectUnauthorized !== undefined && { rejectUnauthorized }),
    ...(servername !== undefined && { servername }),
  });
}

async function answer(incoming: IncomingMessage): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const retryAfter = Number(incoming.headers["retry-after"]);
  return {
    code: incoming.statusCode ?? 0,
    text: Buffer.concat(chunks).toString("utf8"),
    retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
  };
}
