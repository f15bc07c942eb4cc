import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { paced } from './paced';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('runs at once, then once a pause, and never forgets the last call', async () => {
  let runs = 0;
  const call = paced(async () => void (runs += 1), 1_000);
  for (let calls = 0; calls < 200; calls += 1) call();
  expect(runs, 'the first is not kept waiting').toBe(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(runs, 'a burst costs one more').toBe(2);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(runs, 'nothing called, nothing run').toBe(2);
  call();
  expect(runs).toBe(3);
});
