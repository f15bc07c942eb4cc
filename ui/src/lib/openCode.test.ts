import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCode } from './openCode';
import { route } from './route.svelte';

type Answer = { customer: { organization: string; customer_id: string } } | null;

/** The desk answers each code as it is told, when it is told. */
function desk() {
  const waiting = new Map<string, (page: Answer) => void>();
  mockIPC((_, payload) => {
    const { code } = payload as { code: string };
    return new Promise((answer) => waiting.set(code, (page) => answer({ code, customers: [], page })));
  });
  return async (code: string, page: Answer) => {
    waiting.get(code)?.(page);
    await vi.advanceTimersByTimeAsync(0);
  };
}

const ayse = { customer: { organization: 'kahveci-mehmet', customer_id: 'ayse' } };
const her = { screen: 'customer', organization: 'kahveci-mehmet', customerId: 'ayse' };

beforeEach(() => {
  vi.useFakeTimers();
  route.go('counter');
});
afterEach(() => {
  vi.useRealTimers();
  clearMocks();
});

describe('a code', () => {
  it('leads straight to its customer', async () => {
    const answer = desk();
    openCode('482193');
    expect(route.current.screen, 'until then everything stays').toBe('counter');
    await answer('482193', ayse);
    expect(route.current).toEqual(her);
  });

  it('that nobody has, or that is slow, has a screen of its own', async () => {
    const answer = desk();
    openCode('111111');
    await answer('111111', null);
    expect(route.current).toEqual({ screen: 'look_up', code: '111111' });
    route.go('counter');
    openCode('482193');
    await vi.advanceTimersByTimeAsync(500);
    expect(route.current).toEqual({ screen: 'look_up', code: '482193' });
  });

  it('that was overtaken by another, or left for another screen, changes nothing any more', async () => {
    const answer = desk();
    openCode('111111');
    openCode('482193');
    await answer('111111', null);
    expect(route.current.screen).toBe('counter');
    await answer('482193', ayse);
    expect(route.current).toEqual(her);
    openCode('111111');
    route.go('coupons');
    await answer('111111', null);
    expect(route.current.screen).toBe('coupons');
  });
});
