/**
 * Runs `work` now, or once more after the run in flight: a burst of a thousand calls costs two runs, and the last
 * call is always followed by a whole run. Runs begin at least `apart()` milliseconds after one another.
 */
export function coalesce(work: () => Promise<void>, apart = () => 0): () => Promise<void> {
  let again = false;
  let running: Promise<void> | null = null;
  let begun = -Infinity;

  async function run(): Promise<void> {
    do {
      const pause = apart();
      const rest = Math.min(pause, begun + pause - performance.now());
      if (rest > 0) await new Promise((rested) => setTimeout(rested, rest));
      again = false;
      begun = performance.now();
      await work();
    } while (again);
  }

  return () => {
    if (running) again = true;
    else running = run().finally(() => (running = null));
    return running;
  };
}
