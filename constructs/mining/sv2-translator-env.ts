import {
  type Settings,
  type SettingValue,
  type Sv2TranslatorConfigProps,
  sv2TranslatorSettings,
} from "./sv2-translator.ts";

/** Before every variable that the translator reads. Source: crate `translator_sv2` 0.6.0, src/args.rs. */
const prefix = "TPROXY__";

/**
 * The translator's configuration as environment variables, for those who run it outside of Kubernetes, where a container
 * is given variables more easily than a file. In the cluster the file is the truth, and no variable overrides it.
 *
 * Upstreams are ordered by the text of their names, so names are numbers of the same length: by `BACKUP` and `PRIMARY`
 * the backup would come first, and `10` would come before `2`.
 */
export function translatorEnvironment(props: Sv2TranslatorConfigProps): ReadonlyMap<string, string> {
  const { upstreams, ...settings } = sv2TranslatorSettings(props);
  const digits = Math.max(2, String(upstreams.length).length);
  return new Map([
    ...variables(prefix, settings),
    ...upstreams.flatMap((upstream, index) =>
      variables(`${prefix}UPSTREAM_${String(index + 1).padStart(digits, "0")}__`, upstream),
    ),
  ]);
}

/** The same as a file that `docker run --env-file` and `EnvironmentFile=` of systemd read. */
export function environmentFile(environment: ReadonlyMap<string, string>): string {
  return [...environment].map(([name, value]) => `${name}=${value}\n`).join("");
}

function variables(before: string, settings: Settings): [string, string][] {
  return Object.entries(settings).flatMap(([key, value]): [string, string][] => {
    const name = before + key.toUpperCase();
    if (isValue(value)) return [[name, valueText(value)]];
    // Lists of settings have names of their own in each place that has them.
    return Array.isArray(value) ? [] : variables(`${name}__`, value as Settings);
  });
}

function isValue(value: Settings[string]): value is SettingValue {
  return typeof value !== "object" || (Array.isArray(value) && typeof value[0] === "bigint");
}

/** As the file has it: a whole number of a float keeps its point, and a list is separated by commas. */
function valueText(value: SettingValue): string {
  if (typeof value === "number") return Number.isInteger(value) ? value.toFixed(1) : String(value);
  return Array.isArray(value) ? value.join(",") : String(value);
}
