import { clearMocks } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EVERYTHING, Feed } from '../lib/feed.svelte';
import { useLanguage } from '../lib/i18n.svelte';
import { answering } from '../testing/desk';
import { anEvent } from '../testing/events';
import { laidOut } from '../testing/layout';
import FeedList from './FeedList.svelte';

let undo: () => void;

beforeEach(() => {
  useLanguage('en');
  undo = laidOut(72);
});
afterEach(() => {
  undo();
  clearMocks();
});

it('keeps what the owner said of a row that goes out of sight and comes back', async () => {
  answering({
    feed: () => ({ events: [anEvent('stamp.earned', { stamps_added: 2 })], more: false }),
    mark_test: () => null,
  });
  const feed = new Feed();
  await feed.show(EVERYTHING);
  const { unmount } = render(FeedList, { feed });
  await userEvent.click(await screen.findByTestId('mark-test'));
  await screen.findByTestId('mark-real');
  unmount();
  render(FeedList, { feed });
  expect((await screen.findByTestId('feed-row')).textContent).toContain('Test: Earned 2 stamps');
});
