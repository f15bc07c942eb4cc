import { mount } from 'svelte';
import '../app.css';
import { preview } from './desk';

// Instead of the window, ?parts: all parts of the design on one sheet; ?strip and ?display: the small windows.
const asked = new URLSearchParams(location.search);
preview();
const { default: Shown } = asked.has('parts')
  ? await import('./Parts.svelte')
  : asked.has('strip')
    ? await import('../strip/Strip.svelte')
    : asked.has('display')
      ? await import('../display/Display.svelte')
      : await import('../App.svelte');
mount(Shown, { target: document.getElementById('app')! });

// ?go=coupons, ?code=048219: open a screen the way a person would.
await new Promise((ready) => setTimeout(ready, 300));
document.querySelector<HTMLElement>(`[data-testid="nav-${asked.get('go')}"]`)?.click();
for (const key of asked.get('code') ?? '') {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}
