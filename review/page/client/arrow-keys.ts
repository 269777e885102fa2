/**
 * A picture is one stop of the tabulator key, and within it the arrows go to the nearest thing in their direction: nobody presses
 * a key three hundred times to get past a one-line diagram.
 */
export function arrowKeys(): void {
  const things = (picture: Element) => [...picture.querySelectorAll<SVGAElement>("a[data-row]")];
  for (const picture of document.querySelectorAll("svg[data-diagram]")) {
    for (const [index, thing] of things(picture).entries())
      thing.setAttribute("tabindex", index === 0 ? "0" : "-1");
  }
  const go = (picture: Element, to: SVGAElement | undefined) => {
    if (to === undefined) return;
    for (const thing of things(picture)) thing.setAttribute("tabindex", thing === to ? "0" : "-1");
    to.focus();
  };
  const nearest = (picture: Element, from: SVGAElement, [right, down]: readonly [number, number]) => {
    const middle = (thing: Element) => {
      const { left, top, width, height } = thing.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    };
    const start = middle(from);
    let best: SVGAElement | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const thing of things(picture)) {
      const { x, y } = middle(thing);
      const along = (x - start.x) * right + (y - start.y) * down;
      const aside = Math.abs((x - start.x) * down) + Math.abs((y - start.y) * right);
      // What lies aside counts for more: the arrow keeps to its row, as far as there is something in it.
      const distance = along + 3 * aside;
      if (thing === from || along < 1 || distance >= least) continue;
      least = distance;
      best = thing;
    }
    return best;
  };
  const directions: Readonly<Record<string, readonly [number, number]>> = {
    ArrowRight: [1, 0],
    ArrowLeft: [-1, 0],
    ArrowDown: [0, 1],
    ArrowUp: [0, -1],
  };
  document.addEventListener("keydown", (event) => {
    const from = event.target instanceof Element ? event.target.closest<SVGAElement>("a[data-row]") : null;
    const picture = from?.closest("svg[data-diagram]");
    if (from === null || picture === null || picture === undefined) return;
    const direction = directions[event.key];
    if (direction !== undefined) go(picture, nearest(picture, from, direction));
    else if (event.key === "Home") go(picture, things(picture)[0]);
    else if (event.key === "End") go(picture, things(picture).at(-1));
    else return;
    event.preventDefault();
  });
}
