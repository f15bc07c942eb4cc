// The screens of the rail, in its order.

import BookOpenText from '@lucide/svelte/icons/book-open-text';
import Cable from '@lucide/svelte/icons/cable';
import Coins from '@lucide/svelte/icons/coins';
import Settings from '@lucide/svelte/icons/settings';
import Store from '@lucide/svelte/icons/store';
import Ticket from '@lucide/svelte/icons/ticket';
import Users from '@lucide/svelte/icons/users';
import type { Home } from './route.svelte';

export type Place = { screen: Home; icon: typeof Store };

export const PLACES: Place[] = [
  { screen: 'counter', icon: Store },
  { screen: 'customers', icon: Users },
  { screen: 'coupons', icon: Ticket },
  { screen: 'points', icon: Coins },
  { screen: 'reports', icon: BookOpenText },
  { screen: 'connection', icon: Cable },
  { screen: 'settings', icon: Settings },
];
