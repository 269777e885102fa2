import { setTimeout as wait } from "node:timers/promises";
import { Refusal } from "../../site/problem.ts";
import type { HttpAnswer } from "./transport.ts";

/** Milliseconds before each further attempt: a server that restarts, or leads anew, is back within a few seconds. */
const pauses = [100, 300, 1000, 2000];

/** Answers that say "later": too many requests, and a server that is not ready or is going away. */
const later = new Set([429, 500, 502, 503, 504]);

/**
 * Sends a request that may be sent again: reads, and writes that say what is to be (server-side apply, deletion).
 *
 * @throws Refusal where the server does not answer.
 */
export async function retrying(server: string, send: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    const pause = pauses[attempt];
    try {
      const answer = await send();
      if (!later.has(answer.code) || pause === undefined || isFault(answer)) return answer;
      await wait(answer.retryAfter === undefined ? pause : answer.retryAfter * 1000);
    } catch (error) {
      if (pause === undefined || !isConnectionError(error)) throw unreachable(server, error);
      await wait(pause);
    }
  }
}

/** An object with unknown fields is answered with 500, however often it is sent. */
function isFault({ code, text }: HttpAnswer): boolean {
  return code === 500 && text.includes("typed patch object");
}

/** Errors of the connection, which another attempt may not meet. */
function isConnectionError(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && /^(ECONN|EPIPE|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)/.test(code);
}

/** An error of the way to the server, in words. Whoever gave the wrong address or certificate can mend it. */
export function unreachable(server: string, error: unknown): Error {
  if (error instanceof Refusal) return error;
  const { code, message } = error as { code?: unknown; message?: string };
  const found = message !== undefined && message !== "" ? message : String(code ?? error);
  return new Refusal("The cluster does not answer.", [
    {
      where: server,
      message: `${found}: check that its API server runs, and that the kubeconfig's server and credentials are right`,
    },
  ]);
}
