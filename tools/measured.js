// Runs a module as its own process would, and reports to file descriptor 3 how long it took from process start and how much
// memory it had at most.
import { writeSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , module, ...args] = process.argv;
process.argv = [process.argv[0], module, ...args];
process.on("exit", () => {
  const seconds = process.uptime();
  const mebibytes = process.resourceUsage().maxRSS / 1024;
  writeSync(3, JSON.stringify({ seconds, mebibytes }));
});
await import(pathToFileURL(module).href);
