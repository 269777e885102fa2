import { kindOfKey } from "../../site/mining/authority-key.ts";
import { holdsWalletKey } from "../../site/mining/wallet-key.ts";
import { stringsIn, type Text } from "../objects/strings.ts";
import { type JudgedObject, notApplicable, type Rule, type RuleFinding } from "../rule.ts";

/** What stands in a pool's `user` is held by `site/mining/pool-user.ts`: this looks through everything that is declared. */
export const plainTextSecret: Rule = {
  id: "mining/plain-text-secret",
  title: "Secrets in what is declared",
  what: "Nothing that is declared holds a password or a private key: not a Secret's data, a container's environment, nor a configuration.",
  why: "Manifests, plans and state are read by everybody who reviews them, and stay in the history of the repository after the secret is gone from them.",
  fix: "Refer to a Secret that is made outside (secretKeyRef, passwordSecret), and change the secret: it has been read.",
  level: "hard",
  check: ({ objects }) => {
    if (objects.length === 0) return notApplicable;
    return objects.flatMap((judged) => {
      const texts = [...stringsIn(judged.object)];
      return [
        ...secretData(judged),
        ...environment(judged, texts),
        ...configuration(judged, texts),
        ...keys(judged, texts),
      ];
    });
  },
};

/** No key that this rule knows, in whatever form, has fewer characters. */
const shortestKey = 27;

function finding(judged: JudgedObject, field: string, message: string): RuleFinding {
  return { place: { in: "object", judged, field }, message };
}

function secretData(judged: JudgedObject): RuleFinding[] {
  // One that is only live was made outside, as it should be.
  if (judged.object.kind !== "Secret" || judged.construct.length === 0) return [];
  return ["data", "stringData"].flatMap((field) =>
    [...stringsIn(judged.object[field])].length > 0
      ? [
          finding(
            judged,
            field,
            "a Secret is declared with its content, which then stands in manifests and state",
          ),
        ]
      : [],
  );
}

/** A variable whose name says what it holds, and whose value is written out. */
function environment(judged: JudgedObject, texts: readonly Text[]): RuleFinding[] {
  return texts.flatMap(({ field, value: name }) => {
    if (!/\.env\[\d+\]\.name$/.test(field) || !namesSecret(name)) return [];
    const written = field.replace(/name$/, "value");
    const value = texts.find((text) => text.field === written)?.value ?? "";
    // Where a secret is found is none itself.
    if (value === "" || value.startsWith("/")) return [];
    return [
      finding(judged, written, `the variable ${name} is written out: whoever reads the manifest knows it`),
    ];
  });
}

function namesSecret(variable: string): boolean {
  return (
    /password|passwd|secret|token|private_?key|api_?key/i.test(variable) &&
    !/_(file|path|dir|name|url)$/i.test(variable)
  );
}

/** A setting, as TOML, YAML, JSON and INI write one: `password = "hunter2"`. */
const setting = /(?:^|[{,])[ \t]*["']?([\w.-]+)["']?[ \t]*[=:][ \t]*["']?([^\s"',}#]+)/gm;

/** A setting of a configuration whose name says what it holds, and whose value is written out. */
function configuration(judged: JudgedObject, texts: readonly Text[]): RuleFinding[] {
  if (judged.object.kind !== "ConfigMap") return [];
  return texts.flatMap(({ field, value }) => {
    if (!field.startsWith("data.")) return [];
    const named = [...value.matchAll(setting)].find(
      ([, name = "", written = ""]) => namesPassword(name) && isWrittenOut(written),
    );
    return named === undefined
      ? []
      : [
          finding(
            judged,
            field,
            `the setting ${named[1]} is written out: whoever reads the manifest knows it`,
          ),
        ];
  });
}

/** Of a configuration's many words these alone: a "token" is often a number of them, and a "secret" the name of one. */
function namesPassword(setting: string): boolean {
  return /(?:password|passwd|passphrase|private_?key|api_?key|secret_?key)\d*$/i.test(setting);
}

/** Not a reference, a path or an address of where it is, nor what miners send to pools that ask for none. */
function isWrittenOut(value: string): boolean {
  return !/^(?:[$/<{]|[\w+]+:\/\/|(?:x|null|true|false)$)/i.test(value);
}

function keys(judged: JudgedObject, texts: readonly Text[]): RuleFinding[] {
  return texts.flatMap(({ field, value }) => {
    if (value.length < shortestKey) return [];
    const words = value.match(/[1-9A-HJ-NP-Za-km-z]{40,60}/g) ?? [];
    const isKey =
      /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value) ||
      holdsWalletKey(value) ||
      words.some((word) => kindOfKey(word) === "secret");
    return isKey ? [finding(judged, field, "holds a private key")] : [];
  });
}
