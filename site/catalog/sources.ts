import type { z } from "zod";
import type { siteDocument } from "../schema/site-document.ts";

type SourcesInput = NonNullable<z.input<typeof siteDocument>["sources"]>;

/**
 * Publications that the catalog cites. Only what the maker itself documents, or what was read off the running
 * machine, counts as verified; press, resellers, model lists and arithmetic do not.
 */
export const sources = {
  "nvidia-nvl72-ra": {
    title: "NVIDIA NVL72 AI Factory enterprise reference architecture: system hardware and components",
    url: "https://docs.nvidia.com/enterprise-reference-architectures/nvl72-ai-factory/latest/components.html",
    verified: true,
  },
  "nvidia-superpod-b300-xdr": {
    title: "NVIDIA DGX SuperPOD reference architecture, DGX B300 with XDR InfiniBand",
    url: "https://docs.nvidia.com/dgx-superpod/reference-architecture/scalable-infrastructure-b300-xdr/latest/dgx-superpod-architecture.html",
    verified: true,
  },
  "nvidia-dgx-b200-guide": {
    title: "NVIDIA DGX B200 user guide: hardware overview",
    url: "https://docs.nvidia.com/dgx/dgxb200-user-guide/introduction-to-dgxb200.html",
    verified: true,
  },
  "nvidia-bcm-powershelf": {
    title: "NVIDIA Base Command Manager: trays and power shelves of GB200 and GB300 NVL72 racks",
    verified: true,
  },
  "google-tpu7x": {
    title: "Google Cloud: TPU7x (Ironwood)",
    url: "https://docs.cloud.google.com/tpu/docs/tpu7x",
    verified: true,
  },
  "mlperf-crusoe-gb200": {
    title: "MLPerf Inference 6.1, Crusoe's description of its GB200 NVL72 system",
    url: "https://raw.githubusercontent.com/mlcommons/inference_results_v6.1/main/closed/Crusoe/systems/GB200-NVL72_GB200-186GB_aarch64x16_Dynamo.json",
    verified: true,
  },
  "mlperf-nvidia-h200": {
    title: "MLPerf Inference 4.1, NVIDIA's description of an 8 × H200 SXM system",
    url: "https://raw.githubusercontent.com/mlcommons/inference_results_v4.1/main/closed/NVIDIA/systems/H200-SXM-141GBx8_TRT_MaxQ.json",
    verified: true,
  },
  "introl-gb300": {
    title: "Introl: NVIDIA GB300 NVL72, power and mass of the rack and its parts",
    url: "https://introl.com/blog/why-nvidia-gb300-nvl72-blackwell-ultra-matters",
    verified: false,
  },
  "nvl72-press": {
    title: "Press on NVL72 racks: GB200 about 120 kW, transients about 1.4 times the continuous power",
    verified: false,
  },
  "epium-gb300-tray": {
    title: "Morgan Stanley, by way of epium: of a GB300 tray's 6.6 kW, 6.2 kW leave by liquid",
    verified: false,
  },
  "dgx-h200-press": {
    title:
      "NVIDIA DGX H100 and H200 at 10.2 kW a system, as cited by its power service's sample policy and press",
    verified: false,
  },
  "kedios-b300": {
    title: "Kedios: architecture of a rack with one HGX B300 server (ASUS XA NB3I-E12)",
    url: "https://neocloud.kedios.io/planning-summary-reports/B300-Single-Rack-Server-Unit-Architecture.html",
    asOf: "2026-02-28",
    verified: false,
  },
  "register-mi355x": {
    title: "The Register: AMD's MI355X is a 1.4 kW liquid-cooled monster, 128 of them a rack",
    url: "https://www.theregister.com/2025/06/12/amd_mi355x/",
    asOf: "2025-06-12",
    verified: false,
  },
  "hot-chips-2025-ironwood": {
    title:
      "Press on Hot Chips 2025: Ironwood, 64 chips a rack on 16 trays, more than 100 kW, fully liquid-cooled",
    verified: false,
  },
  "miner-catalogs": {
    title:
      "Public lists of miner models, each value found in at least two; makers allow 3 % on TH/s, 5 % on J/TH",
    verified: false,
  },
  "bitcoin-network-2026": {
    title: "BT-Miners on 26 June 2026: difficulty 133.87 T, about 984 EH/s, hashprice 28.68 $/PH/day",
    asOf: "2026-06-26",
    verified: false,
  },
  "bitcoin-subsidy": {
    title:
      "Bitcoin's consensus rules: 3.125 BTC a block from block 840,000 on, half of it from block 1,050,000",
    asOf: "2024-04-20",
    verified: false,
  },
  "pool-fees-press": {
    title:
      "spark.money and d-central on fees: pools 0.7 % (Luxor) to 4 % (F2Pool, ViaBTC), other makers' firmware 2 to 2.5 %",
    verified: false,
  },
  "lease-prices-press": {
    title: "Press on leases of mining companies to AI tenants: total, years and megawatts of each",
    verified: false,
  },
  "conversion-cost-press": {
    title:
      "Press on AI halls, for each MW critical: 3.6 M$ (Riot, a retrofit), 6 to 7 (IREN), 8 to 10 (TeraWulf), 13 (Galaxy), up to 15",
    verified: false,
  },
} satisfies SourcesInput;
