import { PolicyRefusal } from "../policies/policy-refusal.ts";
import { Refusal } from "../site/problem.ts";

/** Exit codes of every command. */
export const exitCodes = { ok: 0, refused: 1, usage: 2, drift: 3, policy: 4, changes: 5 } as const;

/** A folder that may not be written, a full disk: said by the operating system, and no fault of this program. */
function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}

/**
 * Runs a command; input that is refused is printed, all of it and without a stack trace, and ends with exit code 1, or 4
 * where policies refuse it. Anything else that is thrown is a fault of this program and keeps its trace.
 */
export async function reportingRefusals(run: () => void | Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof Refusal) && !isFileError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error instanceof PolicyRefusal ? exitCodes.policy : exitCodes.refused;
  }
}
