import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { runAsWorker } from "synckit";

let program;

/** What a run of `program.js` left behind. A program that ends in the middle takes its run with it, and not those that follow. */
runAsWorker(
  (run) =>
    new Promise((resolve, reject) => {
      program ??= started();
      const answered = (result) => {
        program?.off("exit", ended);
        resolve(result);
      };
      const ended = (code, signal) => {
        program?.off("message", answered);
        program = undefined;
        reject(new Error(`busbar ${run.args.join(" ")} ended the process: ${signal ?? `exit code ${code}`}`));
      };
      program.once("message", answered);
      program.once("exit", ended);
      program.send(run);
    }),
);

function started() {
  const { PATH = "", HOME = "" } = process.env;
  return fork(fileURLToPath(new URL("program.js", import.meta.url)), {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { PATH, HOME },
    execArgv: [],
  });
}
