import type { BinaryName } from "./binary.ts";
import { readPins } from "./pins.ts";

/** A file of an official release that is or holds one program. */
export interface Release {
  readonly binary: BinaryName;
  readonly url: string;
  /** In hexadecimal digits. */
  readonly sha256: string;
  /** The program's path in the file, where that is a compressed archive. */
  readonly member?: string;
}

/**
 * SHA-256 of the release files, by platform as Go names it. They are of the versions that the Go module pins; a test
 * holds that. Kubernetes: kubernetes/kops, pkg/assets/assetdata/k8s-1.36.yaml. etcd: kubernetes-sigs/kubespray,
 * checksums.yml. KWOK: the Arch Linux package kwok-bin 0.8.0.
 */
const checksums: Readonly<Record<string, Readonly<Record<BinaryName, string>>>> = {
  "linux-amd64": {
    etcd: "cf9cfe91a4856cb90eed9c99e6aee4b708db2c7888b88a6f116281f04b0ea693",
    "kube-apiserver": "1f217d397234a6d065da663c6e086fdb02c0f0de97a0758ff3e6f3956f4ef8ab",
    "kube-controller-manager": "7edfe976d5a06c7a702d653e914095f4a732a04bb2139115b6a6eba6a9b781c7",
    "kube-scheduler": "b8955d4518c902110b50a825364339b1fb673822518ce0ba081a69ed634f8eee",
    kwok: "f5a4385a2ae1b9dd7f8acae18e002a75c0ebba124ae9d7259aa8dadb50711f46",
    kwokctl: "d5743166c657283d6e827c7c4c20cacfd9009fd94830f06718ca7b2c7099461f",
  },
  "linux-arm64": {
    etcd: "438f56a700d17ce761510a3e63e6fa5c1d587b2dd4d7a22c179c09a649366760",
    "kube-apiserver": "16001b9d35d23634c361a1e2b7b0fc7abe186984af697ef7a869c8c8cded78b7",
    "kube-controller-manager": "27868a5c822824945b93f2d8a724a5dcd99affc68b47230ae766bff8795bbb84",
    "kube-scheduler": "ca1c7cd0033942bf9ef7eac80e18375d91f6f29487244c3e685f11163b01a88d",
    kwok: "628f7d277860f524a2a775c217adcc58828e7b59ab0933680315784f1b8b0e37",
    kwokctl: "5a642b27d3e975f36040d215640cd90fb4a63cb6fca0ad5865a61bcd9c81051b",
  },
};

/** The versions whose files the checksums are of. */
export const checksummed = { etcd: "3.6.8", kubernetes: "1.36.3", kwok: "0.8.0" } as const;

/** This machine as Go names it, such as `linux-amd64`. */
function platform(): string {
  return `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
}

/** The official release files for this machine; none where no checksum is pinned. */
export function releases(): Release[] {
  const target = platform();
  const sums = checksums[target];
  if (sums === undefined) return [];
  const { etcd, kubernetes, kwok } = readPins();
  const archive = `etcd-v${etcd}-${target}`;
  const fromKubernetes = `https://dl.k8s.io/release/v${kubernetes}/bin/${target.replace("-", "/")}`;
  const fromKwok = `https://github.com/kubernetes-sigs/kwok/releases/download/v${kwok}`;
  const release = (binary: BinaryName, url: string) => ({ binary, url, sha256: sums[binary] });
  return [
    {
      ...release("etcd", `https://github.com/etcd-io/etcd/releases/download/v${etcd}/${archive}.tar.gz`),
      member: `${archive}/etcd`,
    },
    release("kube-apiserver", `${fromKubernetes}/kube-apiserver`),
    release("kube-controller-manager", `${fromKubernetes}/kube-controller-manager`),
    release("kube-scheduler", `${fromKubernetes}/kube-scheduler`),
    release("kwok", `${fromKwok}/kwok-${target}`),
    release("kwokctl", `${fromKwok}/kwokctl-${target}`),
  ];
}
