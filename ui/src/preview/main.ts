import { mount } from 'svelte';
import '../app.css';
import { preview } from './desk';

preview();
const { default: App } = await import('../App.svelte');
mount(App, { target: document.getElementById('app')! });

// ?go=coupons, ?code=048219: open a screen the way a person would.
const asked = new URLSearchParams(location.search);
await new Promise((ready) => setTimeout(ready, 300));
document.querySelector<HTMLElement>(`[data-testid="nav-${asked.get('go')}"]`)?.click();
for (const key of asked.get('code') ?? '') {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}
