// For tests of the whole window. What reading a screen's script takes here says nothing of the window itself, where it
// lies beside the page.

import { beforeAll } from 'vitest';
import * as laterScreens from '../lib/laterScreens';

export function readScreens(): void {
  beforeAll(async () => void (await Promise.all(Object.values(laterScreens).map((load) => load()))));
}
