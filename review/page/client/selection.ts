/** Shows the row of what is chosen in a picture beside the picture, and marks it wherever else it is drawn. */
export function selection(): void {
  const panel = document.getElementById("selection");
  const heading = document.getElementById("selection-heading");
  const facts = document.getElementById("selection-facts");
  const more = document.getElementById("selection-row");
  const close = document.getElementById("selection-close");
  if (panel === null || heading === null || facts === null || more === null || close === null) return;
  let chosen: HTMLElement | SVGElement | undefined;

  const mark = (place: string | undefined) => {
    for (const marked of document.querySelectorAll(".chosen")) marked.classList.remove("chosen");
    if (place === undefined) return;
    for (const drawn of document.querySelectorAll("[data-place]"))
      if (drawn.getAttribute("data-place") === place) drawn.classList.add("chosen");
  };
  const reveal = (element: Element) => {
    for (let each = element.closest("details"); each !== null; ) {
      each.open = true;
      each = each.parentElement?.closest("details") ?? null;
    }
  };
  const namesOfColumns = (row: Element) => {
    const names: string[] = [];
    for (const head of row.closest("table")?.querySelectorAll("thead th") ?? [])
      for (let index = 0; index < (head instanceof HTMLTableCellElement ? head.colSpan : 1); index += 1)
        names.push(head.textContent ?? "");
    return names;
  };
  const show = (link: HTMLElement | SVGElement) => {
    const row = document.getElementById(link.getAttribute("data-row") ?? "");
    if (row === null) return;
    const names = namesOfColumns(row);
    const items: Node[] = [];
    for (const [index, cell] of [...row.children].entries()) {
      if (index === 0) continue;
      const term = document.createElement("dt");
      term.textContent = names[index] ?? "";
      const value = document.createElement("dd");
      value.append(...cell.cloneNode(true).childNodes);
      items.push(term, value);
    }
    heading.textContent = row.firstElementChild?.textContent ?? "";
    facts.replaceChildren(...items);
    more.setAttribute("href", `#${row.id}`);
    panel.hidden = false;
    chosen = link;
    mark(link.getAttribute("data-place") ?? undefined);
  };
  const hide = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    mark(undefined);
    chosen?.focus();
    chosen = undefined;
  };

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-row]") : null;
    if (link instanceof SVGElement || link instanceof HTMLElement) {
      event.preventDefault();
      show(link);
      return;
    }
    const jump = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    const target = document.getElementById(jump?.getAttribute("href")?.slice(1) ?? "");
    if (target !== null) reveal(target);
  });
  close.addEventListener("click", hide);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
}
