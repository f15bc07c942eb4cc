import { emit } from '@tauri-apps/api/event';
import { clearMocks } from '@tauri-apps/api/mocks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { answering } from '../testing/desk';
import type { Destination } from './bindings';
import { startGoTo } from './goTo';
import { overlay } from './overlay.svelte';
import { route } from './route.svelte';
import { sight } from './sight.svelte';

afterEach(() => {
  clearMocks();
  route.go('counter');
  sight.visible = true;
});

const MEHMET: Destination = { screen: 'customer', organization: 'kahveci-mehmet', customer_id: 'c-1' };

describe('a window that is brought back', () => {
  it('goes where it was told to before it listened, and is out of sight where it was started hidden', async () => {
    answering({ arrive: () => ({ visible: false, place: MEHMET }) });
    await startGoTo();
    expect(route.current).toEqual({ screen: 'customer', organization: 'kahveci-mehmet', customerId: 'c-1' });
    expect(sight.visible).toBe(false);
    await emit('visibility', true);
    expect(sight.visible).toBe(true);
  });

  it('leaves what lies over the screen for the place that is spoken of', async () => {
    answering({ arrive: () => ({ visible: true, place: null }) });
    await startGoTo();
    overlay.show('palette');
    await emit('go-to', { screen: 'coupons' } satisfies Destination);
    expect(route.current).toEqual({ screen: 'coupons' });
    expect(overlay.open).toBe(null);
  });

  it('looks up a code', async () => {
    const look_up = vi.fn(() => ({ code: '482193', customers: [], page: null, listening_since: null }));
    answering({ arrive: () => ({ visible: true, place: { screen: 'look_up', code: '482193' } }), look_up });
    await startGoTo();
    await vi.waitFor(() => expect(route.current).toEqual({ screen: 'look_up', code: '482193' }));
    expect(look_up).toHaveBeenCalledOnce();
  });
});
