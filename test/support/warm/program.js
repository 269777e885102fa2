/**
 * The command line as a process that stays: told of one run after another by its parent, it says of each what a process of its
 * own would have left behind. The modules are read and compiled once, which is most of the time of a short run.
 */
const { runCommandLine } = await import(new URL("../../../.compiled/cli/command-line.js", import.meta.url));

process.on("message", async ({ args, cwd, env }) => {
  become(cwd, env);
  const [stdout, stderr] = [caught(process.stdout), caught(process.stderr)];
  let status;
  try {
    await runCommandLine(args);
    status = process.exitCode ?? 0;
  } catch (error) {
    // A fault of the program: Node.js ends one with its trace and exit code 1.
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    status = 1;
  }
  process.send({ status, stdout: stdout(), stderr: stderr() });
});
process.on("disconnect", () => process.exit());

function become(cwd, env) {
  process.chdir(cwd);
  process.exitCode = undefined;
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
}

/** Keeps what is written to a stream, until it is asked for. */
function caught(stream) {
  const write = stream.write;
  const chunks = [];
  stream.write = (chunk, encoding, done = encoding) => {
    chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
    if (typeof done === "function") process.nextTick(done);
    return true;
  };
  return () => {
    stream.write = write;
    return Buffer.concat(chunks).toString("utf8");
  };
}
