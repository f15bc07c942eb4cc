// Escape takes back the innermost thing first: within such an element it does this, and does not leave the screen.

import type { Attachment } from 'svelte/attachments';

export function onEscape(leave: () => void): Attachment<HTMLElement> {
  return (element) => {
    const onkeydown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      leave();
    };
    element.addEventListener('keydown', onkeydown);
    return () => element.removeEventListener('keydown', onkeydown);
  };
}
