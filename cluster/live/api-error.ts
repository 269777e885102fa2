/** One field or rule that the API server names as the reason of an error. */
export interface ErrorCause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

/** What the API server answers when it refuses: the Kubernetes `Status`. */
export interface ServerStatus {
  readonly message?: string;
  readonly reason?: string;
  readonly details?: { readonly causes?: readonly ErrorCause[] };
}

/** A request that the API server answered with an error. */
export class ApiError extends Error {
  /** The HTTP status, such as 403. */
  readonly code: number;
  /** The server's word for it, such as `Forbidden`, `Conflict` or `NotFound`. */
  readonly reason: string;
  readonly causes: readonly ErrorCause[];

  constructor(code: number, { message, reason, details }: ServerStatus) {
    super(message ?? `the API server answered ${code}`);
    this.name = "ApiError";
    this.code = code;
    this.reason = reason ?? "";
    this.causes = details?.causes ?? [];
  }
}

/** Whether an error says that what was asked for is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.code === 404;
}
