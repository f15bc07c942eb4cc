import { expect, it, vi } from 'vitest';
import { coalesce } from './coalesce';

it('answers a burst with one run in flight and one after it', async () => {
  let runs = 0;
  const finish: (() => void)[] = [];
  const refresh = coalesce(() => {
    runs += 1;
    return new Promise((done) => finish.push(done));
  });

  const all = Promise.all([refresh(), refresh(), refresh(), refresh()]);
  expect(runs, 'the first call runs at once, the rest wait for it').toBe(1);
  finish[0]?.();
  await Promise.resolve().then(() => Promise.resolve());
  expect(runs, 'what came in between is fetched by one more run').toBe(2);
  finish[1]?.();
  await all;
  expect(runs).toBe(2);
});

it('runs again after a failure', async () => {
  let runs = 0;
  const refresh = coalesce(async () => {
    runs += 1;
    if (runs === 1) throw new Error('busy');
  });
  await expect(refresh()).rejects.toThrow('busy');
  await refresh();
  expect(runs).toBe(2);
});

it('rests between two runs when it is asked to, and forgets nothing meanwhile', async () => {
  vi.useFakeTimers();
  let runs = 0;
  const call = coalesce(
    async () => void (runs += 1),
    () => 300,
  );
  await call();
  expect(runs, 'the first is at once').toBe(1);
  const rested = call();
  void call();
  await vi.advanceTimersByTimeAsync(299);
  expect(runs).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  await rested;
  expect(runs, 'one run for both').toBe(2);
  vi.useRealTimers();
});
