// Ctrl+Q ends the program; closing its window does not. (On a Mac the menu does that.)

import { commands } from './api';
import { desk } from './desk.svelte';

/** A key pressed anywhere. */
export function quitKey(event: KeyboardEvent): void {
  const { key, ctrlKey, altKey, shiftKey, metaKey, repeat } = event;
  if (!ctrlKey || altKey || shiftKey || metaKey || repeat || key.toLowerCase() !== 'q') return;
  event.preventDefault();
  commands.quitProgram().catch(desk.fail);
}
