// Whether the program starts with the computer: asked once, off until the owner says so.

import { commands, faultOf, type Fault } from './api';
import type { Autostart } from './bindings';

let known = $state.raw<Autostart | null>(null);
let fault = $state.raw<Fault | null>(null);

export const autostart = {
  get known(): Autostart | null {
    return known;
  },
  get fault(): Fault | null {
    return fault;
  },
  /** The owner has not said yet. */
  get question(): boolean {
    return known !== null && known.offered && !known.asked && !known.on;
  },
  look: () => ask(commands.autostart),
  choose: (on: boolean) => ask(() => commands.setAutostart(on)),
};

async function ask(command: () => Promise<Autostart>): Promise<void> {
  try {
    known = await command();
    fault = null;
  } catch (thrown) {
    fault = faultOf(thrown);
  }
}
