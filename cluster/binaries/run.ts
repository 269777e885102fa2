import { type ChildProcess, spawn } from "node:child_process";

/** Characters of output that are kept, more than a list of all processes has: what went wrong is said last. */
const kept = 8 * 1024 * 1024;

export interface RunOptions {
  readonly cwd?: string;
  /** @default - this process's */
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which it is ended. @default - none */
  readonly timeout?: number;
  /** Told of the process as it starts, for who may have to end it. It leads a process group of its own. */
  readonly started?: (child: ChildProcess) => void;
}

/** How a program ended. */
export interface Ended {
  /** Why it did not do its work, such as `ended with exit code 1`; undefined where it did. */
  readonly failure: string | undefined;
  /** The last of what it wrote to both outputs. */
  readonly output: string;
}

/** Runs a program to its end, with nothing to read. It fails by its result, not by an exception. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const { cwd, env = process.env, timeout, started } = options;
    const child = spawn(command, args, {
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: started !== undefined,
      ...(cwd !== undefined && { cwd }),
      ...(timeout !== undefined && { timeout, killSignal: "SIGKILL" }),
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString("utf8")).slice(-kept);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => resolve({ failure: `could not be started: ${error.message}`, output }));
    // Once both outputs have ended: what is said last is what matters.
    child.on("close", (code, signal) => resolve({ failure: failureOf(code, signal), output }));
    if (child.pid !== undefined) started?.(child);
  });
}

function failureOf(code: number | null, signal: NodeJS.Signals | null): string | undefined {
  if (signal !== null) return `was ended by ${signal}`;
  return code === 0 ? undefined : `ended with exit code ${code}`;
}

/** The last lines of a program's output that are not empty, for a message. */
export function lastLines(output: string, count = 5): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(-count).join("\n");
}
