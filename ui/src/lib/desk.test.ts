import { emit } from '@tauri-apps/api/event';
import { clearMocks } from '@tauri-apps/api/mocks';
import { afterEach, expect, it } from 'vitest';
import { answering } from '../testing/desk';
import { onTheRoad } from '../testing/road';
import { chooseWay, desk, startDesk } from './desk.svelte';

afterEach(clearMocks);

it('believes no answer that was overtaken by what the desk told meanwhile', async () => {
  const way = { way: 'tailscale' } as const;
  const starting = onTheRoad({ tunnel: { state: 'starting', program: 'tailscale' } }, way);
  const missing = onTheRoad({ tunnel: { state: 'missing', program: 'tailscale', how: '' } }, way);
  const { answers } = answering();
  await startDesk();
  answers.choose_way = async () => {
    answers.status = () => missing;
    await emit('status-changed', missing);
    return starting;
  };
  await chooseWay(way, null);
  expect(desk.status?.road.tunnel.state).toBe('missing');
});
