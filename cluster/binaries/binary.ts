/** The programs of the embedded control plane. */
export const binaryNames = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kwok",
  "kwokctl",
] as const;

export type BinaryName = (typeof binaryNames)[number];

/** A program that is there and runs on this machine. */
export interface Binary {
  readonly name: BinaryName;
  readonly path: string;
  /** Such as `1.36.3`, as the program itself says it. */
  readonly version: string;
  /** Where it was found, such as `PATH` or `cache`. */
  readonly from: string;
}

export type Binaries = Readonly<Record<BinaryName, Binary>>;

/** Programs of one project, which must be of one version, and so come from one place. */
export interface BinarySet {
  readonly project: string;
  readonly binaries: readonly BinaryName[];
  /** Oldest version that does. */
  readonly atLeast: string;
}

export const binarySets: readonly BinarySet[] = [
  { project: "etcd", binaries: ["etcd"], atLeast: "3.5.0" },
  // ValidatingAdmissionPolicy, which sites declare, is in its first stable version in Kubernetes 1.30.
  {
    project: "Kubernetes",
    binaries: ["kube-apiserver", "kube-controller-manager", "kube-scheduler"],
    atLeast: "1.30.0",
  },
  { project: "KWOK", binaries: ["kwok", "kwokctl"], atLeast: "0.8.0" },
];
