// Every state of listening, by its name in the address.

import type { Listening } from '../lib/bindings';

const address = '127.0.0.1:8787';

const LISTENING: Record<Listening['state'], Listening> = {
  on: { state: 'on', address },
  no_secret: { state: 'no_secret', address },
  secret_unreachable: { state: 'secret_unreachable', address },
  port_in_use: { state: 'port_in_use', address },
  held_elsewhere: { state: 'held_elsewhere', holder: 'stampdesk-cli listen (process 4711)' },
  failed: { state: 'failed', address: '10.0.0.9:8787', message: 'cannot assign requested address' },
  restarting: { state: 'restarting' },
  safe: { state: 'safe' },
  shut: { state: 'shut' },
};

export function listeningBy(state: string): Listening {
  return LISTENING[state as Listening['state']] ?? LISTENING.on;
}
