import { writeFileSync } from "node:fs";
import { rules } from "../policies/packs/index.ts";
import { rulesPage } from "./rules-page.ts";

// The page is committed, so that it is read where the code is; a test holds it to the rules.
writeFileSync(new URL("../docs/rules.md", import.meta.url), rulesPage(rules));
