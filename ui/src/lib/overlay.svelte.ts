// What lies over the screens: the palette or the list of keys, one at a time.

export type Overlay = 'palette' | 'keys';

let open = $state<Overlay | null>(null);

export const overlay = {
  get open(): Overlay | null {
    return open;
  },
  show(what: Overlay | null): void {
    open = what;
  },
  /** A key pressed anywhere. True when it was meant for this. */
  key(event: KeyboardEvent): boolean {
    const asked = askedFor(event);
    if (asked === null || (open === null && inDialog(event.target))) return false;
    open = open === asked ? null : asked;
    return true;
  },
};

function askedFor({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): Overlay | null {
  if (altKey) return null;
  if (key === 'F1' && shiftKey && !ctrlKey && !metaKey) return 'keys';
  return !shiftKey && (ctrlKey || metaKey) && key.toLowerCase() === 'k' ? 'palette' : null;
}

/** A question of another kind comes first. */
function inDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=dialog]') !== null;
}
