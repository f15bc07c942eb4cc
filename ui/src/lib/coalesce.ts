/**
 * Runs `work` now, or once more after the run in flight: a burst of a thousand calls costs two runs, and the last
 * call is always followed by a whole run.
 */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
  let again = false;
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    do {
      again = false;
      await work();
    } while (again);
  }

  return () => {
    if (running) again = true;
    else running = run().finally(() => (running = null));
    return running;
  };
}
