import { mkdirSync, writeFileSync } from "node:fs";
import { apiReport } from "./api-report.ts";

// The report is committed, so that a pull request shows what it changes for users; a test holds it to the sources.
mkdirSync(new URL("../etc/", import.meta.url), { recursive: true });
writeFileSync(new URL("../etc/busbar.api.md", import.meta.url), apiReport());
