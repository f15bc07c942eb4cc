// From a code to its customer. The screen that is open stays until the answer is there, which takes some milliseconds: one
// change of the screen instead of two. Only an answer that is slow, or none, or more than one, has a screen of its own.

import { commands } from './api';
import { keepFound } from './foundPage';
import { route } from './route.svelte';

/** An answer that takes longer is waited for on the screen of its own. */
const AT_ONCE_MS = 120;

let asked = 0;

/** `over` is told just before the screen changes, or when the answer came for nothing. */
export function openCode(code: string, over: () => void = () => {}): void {
  const question = ++asked;
  const from = route.current;
  const current = () => question === asked && route.current === from;
  const aside = () => {
    over();
    if (current()) route.lookUp(code);
  };
  const slow = setTimeout(aside, AT_ONCE_MS);
  commands
    .lookUp(code)
    .then(({ page }) => {
      if (!page) return aside();
      over();
      if (!current()) return;
      keepFound(page);
      route.customer(page.customer.organization, page.customer.customer_id);
    })
    .catch(aside)
    .finally(() => clearTimeout(slow));
}
