// What the window learns while it is open: one subscription to the desk, handed to whatever is on screen.

import { events, type Changed } from './bindings';

type Listener = (changed: Changed) => void;

const listeners = new Set<Listener>();

/** Listen to changes until the returned function is called. */
export function onChanged(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function startLive(): Promise<void> {
  await events.changed.listen(({ payload }) => listeners.forEach((listener) => listener(payload)));
}

/** Whether a change may have touched this customer. */
export function concerns(changed: Changed, organization: string, customerId: string): boolean {
  if (changed.all) return true;
  return changed.customers.some((one) => one.organization === organization && one.customer_id === customerId);
}
