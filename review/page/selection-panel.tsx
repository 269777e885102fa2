/** @jsxRuntime automatic @jsxImportSource preact */

/** Where the page's script shows what was chosen in a picture; without the script, pictures link to their rows. */
export function SelectionPanel() {
  return (
    <aside id="selection" aria-live="polite" aria-labelledby="selection-heading" hidden>
      <button type="button" id="selection-close">
        Close
      </button>
      <h2 id="selection-heading">Chosen</h2>
      <dl id="selection-facts" />
      <a id="selection-row" href="#main">
        Show its row
      </a>
    </aside>
  );
}
