// The arrow keys walk the rows of a list: down from anywhere into the first row in sight, up from the first row back to
// the code field. Digits go to the code field wherever the focus is, and Enter presses the row.

const OTHERS = 'input:not([data-code-field]), textarea, select, [contenteditable], [role="dialog"] *';

/** Moves the focus to the row that the key leads to. True when it did. */
export function walkRows(event: KeyboardEvent, list: HTMLElement, row: string): boolean {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return false;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return false;
  const from = event.target instanceof Element ? event.target : null;
  const inside = from !== null && list.contains(from);
  if (!inside && (event.key === 'ArrowUp' || from?.matches(OTHERS))) return false;
  const rows = [...list.querySelectorAll<HTMLElement>(row)].sort(
    (a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top,
  );
  const next = inside ? neighbour(rows, from, event.key) : rows.find((one) => inSight(one, list));
  if (!next) return false;
  event.preventDefault();
  next.focus();
  return true;
}

function neighbour(rows: HTMLElement[], from: Element, key: string): HTMLElement | null {
  const at = rows.findIndex((one) => one === from || one.parentElement?.contains(from));
  if (at === 0 && key === 'ArrowUp') return document.querySelector<HTMLElement>('[data-code-field]');
  return rows[at + (key === 'ArrowDown' ? 1 : -1)] ?? null;
}

function inSight(row: HTMLElement, list: HTMLElement): boolean {
  return row.getBoundingClientRect().top >= list.getBoundingClientRect().top;
}
