const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs something that must leave nothing behind when the user stops this program in the middle: on a signal it cleans up,
 * and ends as the signal would have ended it. Calls may be nested.
 */
export async function cleaningUpOnSignal<T>(
  cleanUp: () => Promise<unknown>,
  work: () => Promise<T>,
): Promise<T> {
  let interrupted: Promise<unknown> | undefined;
  const stopListening = () => {
    for (const signal of signals) process.off(signal, interrupt);
  };
  const interrupt = (signal: NodeJS.Signals) => {
    interrupted ??= cleanUp().finally(() => {
      stopListening();
      process.kill(process.pid, signal);
    });
  };
  for (const signal of signals) process.on(signal, interrupt);
  try {
    return await work();
  } finally {
    // What the clean-up makes fail is no news any more.
    await interrupted;
    stopListening();
  }
}
