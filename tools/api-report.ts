import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * What the package declares to whoever imports it, as API Extractor writes it: every export and every type that one leads to,
 * by name and without prose. A change of it is a change for users, and its diff says which.
 *
 * @throws Error where the sources do not compile, or API Extractor finds an error in what they declare.
 */
export function apiReport(): string {
  // Beside no other build: it neither reads what one left behind nor disturbs one that runs.
  const folder = mkdtempSync(join(tmpdir(), "busbar-api-"));
  try {
    declareIn(folder);
    return withoutSchemas(extractedFrom(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The declaration files, as `npm run build` makes them, and what the extractor wants around them. */
function declareIn(folder: string): void {
  const options = ["-p", "tsconfig.build.json", "--emitDeclarationOnly", "--outDir", join(folder, "dist")];
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), ...options],
    { cwd: root, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`The sources do not compile:\n${stdout}`);
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), '{ "name": "busbar", "version": "0.0.0", "type": "module" }');
  const compilerOptions = {
    module: "nodenext",
    target: "es2023",
    strict: true,
    skipLibCheck: true,
    types: ["node"],
    allowImportingTsExtensions: true,
    noEmit: true,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["dist"] }));
}

function extractedFrom(folder: string): string {
  const reportFolder = join(folder, "etc");
  mkdirSync(reportFolder);
  const quiet = { default: { logLevel: ExtractorLogLevel.None } };
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(folder, "package.json"),
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, "dist/index.d.ts"),
      newlineKind: "lf",
      compiler: { tsconfigFilePath: join(folder, "tsconfig.json") },
      apiReport: {
        enabled: true,
        // A type that an export mentions is read by users' compilers, whether it has a name for them or not.
        includeForgottenExports: true,
        reportFileName: "busbar.api.md",
        reportFolder,
        reportTempFolder: join(folder, "temp"),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: { extractorMessageReporting: quiet, tsdocMessageReporting: quiet },
    },
  });
  const problems: string[] = [];
  const { succeeded } = Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      if (message.logLevel === ExtractorLogLevel.Error) problems.push(message.text);
      message.handled = true;
    },
  });
  if (!succeeded) throw new Error(`API Extractor cannot read the declarations:\n${problems.join("\n")}`);
  return readFileSync(join(reportFolder, "busbar.api.md"), "utf8");
}

/**
 * Leaves out how the documents' schemas are built: four fifths of the report, which would say twice what the committed JSON
 * Schemas say once.
 */
function withoutSchemas(report: string): string {
  return report
    .split("\n\n")
    .map((block) => {
      const schema = /^(?:\/\/.*\n)*(?:export )?const (\w+): (?:z\.|\{[\s\S]*z\.Zod)/.exec(block);
      return schema === null ? block : `// ${schema[1]}: a schema of documents, which schemas/ hold`;
    })
    .join("\n\n");
}
