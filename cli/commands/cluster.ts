import { readFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import { defaultName, isPlaneName, planeNameRule } from "../../cluster/control-plane/folder.ts";
import type { ControlPlane } from "../../cluster/control-plane/start.ts";
import type { PlaneStatus } from "../../cluster/control-plane/status.ts";
import type { Stopped } from "../../cluster/control-plane/stop.ts";
import { Refusal } from "../../site/problem.ts";
import { progress } from "../progress.ts";
import { reportingRefusals } from "../refusal.ts";

const name = ["[name]", "a DNS label", planeName, defaultName] as const;

function planeName(text: string): string {
  if (!isPlaneName(text)) throw new InvalidArgumentError(`It cannot be a name: ${planeNameRule}.`);
  return text;
}

/** Control planes on this machine, to rehearse on: `busbar cluster up|down|status|kubeconfig|binaries`. */
export function clusterCommand(): Command {
  const command = new Command("cluster")
    .description("run a Kubernetes control plane with simulated nodes on this machine, to rehearse on")
    // Before the subcommands, which take it over when they are made.
    .exitOverride()
    .showHelpAfterError("Run busbar cluster --help for the commands.");
  command
    .command("up")
    .description("start one; it runs until it is taken down")
    .argument(...name)
    .option("--jobs-run", "pods of Jobs run until they are deleted, and do not complete at once")
    .action((plane: string, { jobsRun }: { jobsRun?: true }) =>
      reportingRefusals(() => up(plane, jobsRun === true)),
    );
  command
    .command("down")
    .description("end its processes and remove its files")
    .argument(...name)
    .option("--all", "every one of yours")
    .action((plane: string, { all }: { all?: true }) => reportingRefusals(() => down(plane, all === true)));
  command
    .command("status")
    .description("show those that are there")
    .option("--json", "as JSON")
    .action(({ json }: { json?: true }) => reportingRefusals(() => status(json === true)));
  command
    .command("kubeconfig")
    .description("print its kubeconfig")
    .argument(...name)
    .option("--path", "print the path of the file")
    .action((plane: string, { path }: { path?: true }) =>
      reportingRefusals(() => kubeconfig(plane, path === true)),
    );
  command
    .command("binaries")
    .description("find, download or build the programs that it consists of")
    .action(() => reportingRefusals(binaries));
  return command;
}

async function up(name: string, jobsRun: boolean): Promise<void> {
  const { startControlPlane } = await import("../../cluster/control-plane/start.ts");
  const plane = await startControlPlane({ name, progress, pods: jobsRun ? "run" : "complete" });
  process.stdout.write(howToUse(plane));
}

function howToUse({ name, kubeconfig }: ControlPlane): string {
  return `The control plane "${name}" is ready; it has no nodes yet. busbar cluster down ${name} ends it.
export KUBECONFIG=${kubeconfig}
`;
}

async function down(name: string, all: boolean): Promise<void> {
  const { stopControlPlane } = await import("../../cluster/control-plane/stop.ts");
  const { controlPlanes } = await import("../../cluster/control-plane/status.ts");
  const names = all ? (await controlPlanes()).map((plane) => plane.name) : [name];
  if (names.length === 0) process.stdout.write("There is no control plane.\n");
  for (const each of names) process.stdout.write(`${toldOf(await stopControlPlane(each))}\n`);
}

function toldOf({ name, ended, removed }: Stopped): string {
  if (!removed && ended.length === 0) return `There is no control plane "${name}".`;
  const processes = ended.length === 0 ? "none of its processes ran" : `ended ${ended.join(", ")}`;
  return `${name}: ${processes}; removed its files.`;
}

async function status(json: boolean): Promise<void> {
  const { controlPlanes } = await import("../../cluster/control-plane/status.ts");
  const planes = await controlPlanes();
  if (json) {
    process.stdout.write(`${JSON.stringify(planes.map(asJson), null, 2)}\n`);
    return;
  }
  if (planes.length === 0) process.stdout.write("There is no control plane: busbar cluster up starts one.\n");
  for (const plane of planes) process.stdout.write(described(plane));
}

const mebibyte = 1024 * 1024;

function memoryOf({ processes }: PlaneStatus): number {
  return processes.reduce((sum, { memory }) => sum + memory, 0);
}

function asJson(plane: PlaneStatus) {
  const { name, state, folder, kubeconfig, processes, dead, record } = plane;
  return {
    name,
    state,
    server: record?.server,
    since: record?.since,
    kubernetes: record?.binaries["kube-apiserver"].version,
    pods: record?.pods,
    folder,
    kubeconfig,
    memoryBytes: memoryOf(plane),
    processes: processes.map(({ pid, component }) => ({ pid, component })),
    dead: state === "partly" ? dead : [],
  };
}

function described(plane: PlaneStatus): string {
  const { name, state, folder, kubeconfig, processes, dead, record } = plane;
  const memory = `${Math.round(memoryOf(plane) / mebibyte)} MiB`;
  const lines = [
    `${name}  ${state}`,
    ...(record === undefined
      ? [`what it says of itself in ${folder} cannot be read`]
      : [
          `Kubernetes ${record.binaries["kube-apiserver"].version} at ${record.server}, since ${record.since}`,
        ]),
    ...(processes.length === 0 ? [] : [`${processes.length} processes, ${memory}`]),
    ...(state === "partly" ? [`no longer runs: ${dead.join(", ")}`] : []),
    state === "running" ? `export KUBECONFIG=${kubeconfig}` : `busbar cluster down ${name} removes it`,
  ];
  return `${lines.join("\n  ")}\n`;
}

async function kubeconfig(name: string, path: boolean): Promise<void> {
  const { controlPlane } = await import("../../cluster/control-plane/status.ts");
  const plane = await controlPlane(name);
  if (plane === undefined || plane.state !== "running") {
    throw new Refusal("There is no kubeconfig.", [
      {
        where: name,
        message: `the control plane ${plane === undefined ? "is not there" : `is ${plane.state}`}: start it with busbar cluster up ${name}`,
      },
    ]);
  }
  process.stdout.write(path ? `${plane.kubeconfig}\n` : readFileSync(plane.kubeconfig, "utf8"));
}

async function binaries(): Promise<void> {
  const { ensureBinaries } = await import("../../cluster/binaries/ensure.ts");
  for (const { name, version, from, path } of Object.values(await ensureBinaries(progress))) {
    process.stdout.write(`${name} ${version} from ${from}: ${path}\n`);
  }
}
