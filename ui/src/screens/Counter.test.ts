import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedQuery } from '../lib/bindings';
import { codeField } from '../lib/codeField.svelte';
import { useLanguage } from '../lib/i18n.svelte';
import { route } from '../lib/route.svelte';
import { answering, type Answers, type Asked } from '../testing/desk';
import { anEvent } from '../testing/events';
import { laidOut } from '../testing/layout';
import Counter from './Counter.svelte';

let answers: Answers;
let asked: Asked[];

beforeEach(() => {
  useLanguage('en');
  ({ answers, asked } = answering());
});
afterEach(() => {
  cleanup();
  clearMocks();
  route.go('counter');
});

const lastQuery = () =>
  (asked.filter(({ command }) => command === 'feed').at(-1)?.args as { query: FeedQuery }).query;

describe('the feed’s code field', () => {
  it('narrows the feed, opens nobody, and lets nothing but digits in', async () => {
    render(Counter);
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Code begins with' });
    await userEvent.type(field, '04a8219');
    expect(field.value).toBe('048219');
    await waitFor(() => expect(lastQuery().code_prefix).toBe('048219'));
    expect(route.current.screen, 'the sixth digit opens no customer here').toBe('counter');
    expect(codeField.digits).toBe('');
    expect(
      await screen.findByRole('heading', { name: 'Nothing of codes that begin with 048219' }),
    ).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Clear the code' }));
    await waitFor(() => expect(lastQuery().code_prefix).toBeNull());
    expect(document.activeElement, 'ready for other digits').toBe(field);
  });

  it('gives its digits back to Escape, and then the keyboard', async () => {
    render(Counter);
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Code begins with' });
    await userEvent.type(field, '48{Escape}');
    expect(field.value).toBe('');
    expect(document.activeElement).toBe(field);
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).not.toBe(field);
    expect(route.current.screen).toBe('counter');
  });
});

it('shows only what was set aside', async () => {
  render(Counter);
  await userEvent.click(await screen.findByRole('button', { name: 'Set aside' }));
  await waitFor(() => expect(lastQuery()).toMatchObject({ set_aside: true, events: [] }));
  await userEvent.click(screen.getByTestId('feed-filter-stamps'));
  await waitFor(() => expect(lastQuery()).toMatchObject({ set_aside: false }));
  expect(lastQuery().events).toContain('stamp.earned');
});

describe('the rows of the feed', () => {
  const rows = () => screen.getAllByTestId('feed-row').map((row) => row.querySelector('button'));

  let nothingLaidOut: () => void;

  beforeEach(() => {
    const events = [1, 2, 3].map((code) => anEvent('customer.enrolled', {}, { customer_code: code }));
    answers.feed = () => ({ events: events.reverse(), more: false });
    nothingLaidOut = laidOut(72);
  });
  afterEach(() => nothingLaidOut());

  it('are walked by the arrow keys, and digits still reach the code field', async () => {
    render(Counter);
    await waitFor(() => expect(rows()).toHaveLength(3));
    const code = screen.getByTestId<HTMLInputElement>('code-field');
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(rows()[0]);
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(rows()[1]);
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    expect(document.activeElement, 'up from the first row').toBe(code);
    await userEvent.keyboard('{ArrowDown}4');
    expect(codeField.digits).toBe('4');
    expect(document.activeElement).toBe(code);
    await userEvent.keyboard('{Escape}');
  });

  it('open their customer on Enter', async () => {
    render(Counter);
    await waitFor(() => expect(rows()).toHaveLength(3));
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(route.current.screen).toBe('customer');
  });
});
