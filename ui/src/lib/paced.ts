import { coalesce } from './coalesce';

/**
 * Runs `work` now, and not again before `pause` milliseconds are over, however often it is called meanwhile. The last
 * call is always followed by a whole run.
 */
export function paced(work: () => Promise<void>, pause: number): () => void {
  let resting = false;
  let again = false;
  const run = coalesce(work);

  function call(): void {
    if (resting) {
      again = true;
      return;
    }
    resting = true;
    again = false;
    void run();
    setTimeout(() => {
      resting = false;
      if (again) call();
    }, pause);
  }
  return call;
}
