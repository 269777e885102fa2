/**
 * Runs a function without the capture of stack traces for bookkeeping. cdktf captures one for every token it makes, dozens
 * a resource and at unlimited depth, and keeps them where nothing reads them: two thirds of the time a large site takes to
 * build. Errors have theirs as ever, since the engine captures those by itself.
 */
export function withoutStackTraces<T>(run: () => T): T {
  const capture = Error.captureStackTrace;
  Error.captureStackTrace = () => {};
  try {
    return run();
  } finally {
    Error.captureStackTrace = capture;
  }
}
