// What brings the window back from outside: a notification, a link, the strip. It may say where to.

import { commands } from './api';
import { events, type Destination } from './bindings';
import { openCode } from './openCode';
import { overlay } from './overlay.svelte';
import { route } from './route.svelte';
import { sight } from './sight.svelte';

export function goTo(place: Destination): void {
  overlay.show(null);
  switch (place.screen) {
    case 'customer':
      return route.customer(place.organization, place.customer_id);
    case 'look_up':
      return openCode(place.code);
    default:
      return route.go(place.screen);
  }
}

/** Listens, and takes in what was said before anybody did. */
export async function startGoTo(): Promise<void> {
  await Promise.all([
    events.goTo.listen(({ payload }) => goTo(payload)),
    events.visibility.listen(({ payload }) => (sight.visible = payload)),
  ]);
  const { visible, place } = await commands.arrive();
  sight.visible = visible;
  if (place) goTo(place);
}
