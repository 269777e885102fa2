/**
 * Colours by what they mean, each for light and dark. Texts keep a contrast of 4.5 to what they stand on, in both (WCAG 2.2 AA,
 * 1.4.3); a test measures it. What a colour says, a word, a number or a pattern says as well.
 */
export const colours = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf6, #10151c);
  --panel: light-dark(#ffffff, #181f29);
  --ink: light-dark(#18202b, #e9edf2);
  --soft: light-dark(#566170, #a9b4c2);
  --rule: light-dark(#d3d7dd, #364250);
  --accent: light-dark(#0b57a4, #84bcff);
  --line: light-dark(#3c4756, #b7c1ce);
  --added: light-dark(#1b6e40, #74d39b);
  --removed: light-dark(#a8231b, #ff8f86);
  --ample: light-dark(#2c7a4b, #63c48c);
  --much: light-dark(#806400, #e3c34c);
  --tight: light-dark(#ad4a06, #f6a15c);
  --over: light-dark(#b3201a, #ff8078);
  --mark: light-dark(#ffd447, #ffd447);
  --tint-0: light-dark(#cfe3f7, #1d3f63); --on-0: light-dark(#4b86c2, #5d9ad6);
  --tint-1: light-dark(#fbe0c0, #5a3a10); --on-1: light-dark(#cf8a2e, #d99a45);
  --tint-2: light-dark(#d2ecd8, #1d4a2e); --on-2: light-dark(#4c9d66, #5fb57b);
  --tint-3: light-dark(#f6d3de, #58243a); --on-3: light-dark(#c4658a, #d97fa3);
  --tint-4: light-dark(#e2d9f3, #3e2f61); --on-4: light-dark(#8a6cc4, #a48bdc);
  --tint-5: light-dark(#f5eeb4, #514a12); --on-5: light-dark(#b0a02c, #cdbd4a);
  --tint-6: light-dark(#cdecee, #17484c); --on-6: light-dark(#3f9ea5, #56b8bf);
  --tint-7: light-dark(#e4ddd4, #453d33); --on-7: light-dark(#96836a, #b09d84);
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
`;
