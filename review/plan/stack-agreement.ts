import type { ConfiguredResource, ResultStack } from "../result/result.ts";
import { calledInKubernetes } from "./kubernetes.ts";
import type { PlannedResource, PlannedStack } from "./planned-stack.ts";

/** What the configurations of one stack declare, on both sides. */
export interface DeclaredStack {
  /** Keys of what the head declares, and of what the base does. */
  readonly head: ReadonlySet<string>;
  readonly base: ReadonlySet<string>;
  /** The construct that declares what has this address; at the base where the head no longer has it. */
  readonly construct: (address: string) => readonly string[] | undefined;
  /** Addresses that a plan wants and the head does not. */
  readonly notDeclared: (plan: PlannedStack) => readonly string[];
}

export function declaredStack(base: ResultStack | undefined, head: ResultStack | undefined): DeclaredStack {
  const [before, after] = [base?.resources() ?? [], head?.resources() ?? []];
  const constructs = new Map(
    [...before, ...after].map(({ address, construct }) => [address, construct] as const),
  );
  const addresses = new Set(after.map(({ address }) => address));
  return {
    head: new Set(after.map(configuredKey)),
    base: new Set(before.map(configuredKey)),
    construct: (address) => {
      const found = constructs.get(address) ?? constructs.get(withoutInstance(address));
      return found === undefined || found.length === 0 ? undefined : found;
    },
    notDeclared: ({ resources }) =>
      resources.flatMap(({ declaredAs, isDeclared }) =>
        isDeclared && !addresses.has(declaredAs) ? [declaredAs] : [],
      ),
  };
}

/** How much of a plan and a stack is the same, from 0 to 1: what is wanted at the head, and what is destroyed at the base. */
export function agreement({ resources }: PlannedStack, { head, base }: DeclaredStack): number {
  const wanted = new Set(resources.filter(({ isDeclared }) => isDeclared).map(plannedKey));
  const gone = new Set(resources.filter(({ isDeclared }) => !isDeclared).map(plannedKey));
  const shared = [...wanted].filter((key) => head.has(key)).length;
  const remembered = [...gone].filter((key) => base.has(key) || head.has(key)).length;
  const all = wanted.size + head.size - shared + gone.size;
  return all === 0 ? 0 : (shared + remembered) / all;
}

function plannedKey({ declaredAs, called }: PlannedResource): string {
  return `${declaredAs} ${called ?? ""}`;
}

function configuredKey({ address, type, attributes }: ConfiguredResource): string {
  return `${address} ${calledInKubernetes(type, attributes) ?? ""}`;
}

/** `terraform_data.a["x"]` and `terraform_data.a[0]` are instances of what is declared as `terraform_data.a`. */
function withoutInstance(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/, "");
}
