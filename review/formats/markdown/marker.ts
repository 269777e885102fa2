/** What the first line of a comment begins with, by which it is found again. */
export const markerStart = "<!-- busbar:review ";

/** The hidden first line: which site, and in which folder. Safe for every name, and the same for the same one. */
export function marker(site: string, folder = ""): string {
  return `${markerStart}site=${safe(site)}${folder === "" ? "" : ` folder=${safe(folder)}`} -->`;
}

/** No mark that could end a comment, and none that a shell or an expression would have to quote. */
function safe(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, "\ufffd"))
    .replaceAll("%2F", "/")
    .replace(/[!'()*]|-(?=-|$)/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
