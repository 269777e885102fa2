import { runCommandLine } from "./command-line.ts";

// A reader that has seen enough, such as `| head`, closes the pipe: that is no fault of anybody.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

// Progress that nobody reads any more must not end the work that it tells of in the middle.
process.stderr.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") throw error;
});

await runCommandLine(process.argv.slice(2));
