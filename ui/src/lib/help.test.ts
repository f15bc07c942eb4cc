import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import App from '../App.svelte';
import { STATUS, answering, type Asked } from '../testing/desk';
import type { Status } from './bindings';
import { topicOf } from './help';
import { route } from './route.svelte';
import { readScreens } from '../testing/screens';

readScreens();

afterEach(() => {
  cleanup();
  clearMocks();
  route.go('counter');
});

describe('what the manual is asked about', () => {
  it('is what the screen shows', () => {
    expect(topicOf(STATUS, { screen: 'counter' })).toBe('counter');
    expect(topicOf(STATUS, { screen: 'look_up', code: '000000' })).toBe('customer');
    expect(topicOf(STATUS, { screen: 'settings', part: 'data' })).toBe('data');
    expect(topicOf(STATUS, { screen: 'settings', part: 'books' })).toBe('settings');
  });

  it('is the first start while that is open, and trouble where no record can be read', () => {
    const fresh: Status = { ...STATUS, settings: { ...STATUS.settings, first_start: 'way' } };
    expect(topicOf(fresh, { screen: 'counter' })).toBe('first_start');
    const error = { code: 'database_damaged', message: '' } as const;
    const broken: Status = { ...STATUS, store: { state: 'failed', error } };
    expect(topicOf(broken, { screen: 'coupons' })).toBe('trouble');
  });
});

describe('F1', () => {
  let asked: Asked[];
  const questions = () => asked.filter(({ command }) => command === 'open_help').map(({ args }) => args);

  beforeEach(async () => {
    ({ asked } = answering({
      status: () => ({ ...STATUS, settings: { ...STATUS.settings, language: 'tr', theme: 'dark' } }),
      open_help: () => null,
    }));
    render(App);
    await screen.findByTestId('tile-stamps');
  });

  it('opens the manual in the language and the colours of the window', async () => {
    route.go('coupons');
    await userEvent.keyboard('{F1}');
    expect(questions()).toEqual([{ topic: 'coupons', language: 'tr', theme: 'dark' }]);
    expect(screen.queryByRole('dialog'), 'the list of keys is with Shift').toBeNull();
  });

  it('has a button for a till without a keyboard', async () => {
    await userEvent.click(screen.getByRole('button', { name: 'Yardım' }));
    expect(questions()).toHaveLength(1);
  });
});
