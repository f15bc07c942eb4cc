// happy-dom lays nothing out. Here a list that scrolls is as high as a window, and each of its rows as high as told.

/** Virtual lists draw the rows that would be in sight. Ends when the returned function is called. */
export function laidOut(row: number, height = 720): () => void {
  const page = document.defaultView!;
  const before = page.ResizeObserver;
  const parent = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'offsetParent');
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', { configurable: true, get: parentOf });
  page.ResizeObserver = class {
    constructor(private readonly tell: ResizeObserverCallback) {}
    observe(target: HTMLElement): void {
      const scrolls = target.classList.contains('overflow-y-auto');
      const entry = { target, contentRect: { width: 1_000, height: scrolls ? height : row } };
      queueMicrotask(() => this.tell([entry as unknown as ResizeObserverEntry], this as never));
    }
    unobserve(): void {}
    disconnect(): void {}
  };
  return () => {
    page.ResizeObserver = before;
    if (parent) Object.defineProperty(HTMLElement.prototype, 'offsetParent', parent);
  };
}

function parentOf(this: HTMLElement): Element | null {
  return this.parentElement;
}
