/**
 * The first day on which no miner is left in a zone: the next one, or where it mines no more, the one that was. Undefined where
 * it goes on mining, or never has.
 */
export function minesUntil(
  states: readonly { readonly state: string; readonly from: string }[],
  day: string,
): string | undefined {
  const ends = states.flatMap(({ from }, index) => {
    const before = states[index - 1];
    return before !== undefined && mines(before.state) && !mines(states[index]?.state) ? [from] : [];
  });
  const isLastOpen = mines(states.at(-1)?.state);
  return ends.find((end) => end > day) ?? (isLastOpen ? undefined : ends.at(-1));
}

function mines(state: string | undefined): boolean {
  return state === "mining" || state === "draining";
}
