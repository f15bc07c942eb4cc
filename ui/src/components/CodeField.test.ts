import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SETTLE_MS } from '../lib/codeEntry';
import { useLanguage } from '../lib/i18n.svelte';
import { route } from '../lib/route.svelte';
import CodeField from './CodeField.svelte';

let clock = 0;

/** Keys with their own clock, so that a slow machine does not turn a scanner into a hand. */
async function keys(pressed: string[], gap: number): Promise<KeyboardEvent[]> {
  const events = pressed.map((key) => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    Object.defineProperty(event, 'timeStamp', { value: (clock += gap) });
    (document.activeElement ?? document.body).dispatchEvent(event);
    return event;
  });
  await tick();
  return events;
}

const byHand = (text: string) => keys([...text], 180);
const byScanner = (text: string, ...end: string[]) => keys([...text, ...end], 3);
const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Customer code' });

beforeEach(() => {
  vi.useFakeTimers();
  useLanguage('en');
  clock += 10_000;
});

afterEach(async () => {
  await keys(['Escape'], 180);
  route.go('counter');
  vi.useRealTimers();
});

describe('the code field', () => {
  it('has the keyboard from the start and opens the customer on the sixth digit', async () => {
    render(CodeField);
    expect(document.activeElement).toBe(field());
    await byHand('04821');
    expect(field().value).toBe('04821');
    expect(route.current).toEqual({ screen: 'counter' });
    await byHand('9');
    expect(route.current).toEqual({ screen: 'look_up', code: '048219' });
    expect(field().value, 'ready for the next customer').toBe('');
  });

  it('gets digits that are typed while something else has the focus', async () => {
    render(CodeField);
    field().blur();
    await byHand('48');
    expect(field().value).toBe('48');
    expect(document.activeElement).toBe(field());
  });

  it('lets a field be that somebody left to fetch what belongs in it', async () => {
    render(CodeField);
    const other = document.body.appendChild(document.createElement('input'));
    other.focus();
    window.dispatchEvent(new Event('focus'));
    expect(document.activeElement, 'what is pasted next goes there').toBe(other);
    other.remove();
    window.dispatchEvent(new Event('focus'));
    expect(document.activeElement).toBe(field());
  });

  it.each([
    ['a row of a list', 'button', {}],
    ['a list', 'div', { role: 'listbox', tabindex: '0' }],
    ['a choice', 'input', { type: 'radio' }],
  ])('gets digits that are typed while %s has the focus', async (_, element, attributes) => {
    render(CodeField);
    const other = document.body.appendChild(document.createElement(element));
    for (const [name, value] of Object.entries(attributes)) other.setAttribute(name, value);
    other.focus();
    expect(document.activeElement).toBe(other);
    await byHand('482193');
    expect(route.current).toEqual({ screen: 'look_up', code: '482193' });
    other.remove();
  });

  it('leaves digits alone that are typed in a dialog', async () => {
    render(CodeField);
    const dialog = document.body.appendChild(document.createElement('div'));
    dialog.setAttribute('role', 'dialog');
    const button = dialog.appendChild(document.createElement('button'));
    button.focus();
    await byHand('48');
    expect(field().value).toBe('');
    dialog.remove();
  });

  it('takes a scan with signs of the scanner before and after it, and says nothing of them', async () => {
    render(CodeField);
    await byScanner(']Q1');
    expect(screen.queryByText(/That is not a customer code/)).toBeNull();
    await keys([...'482193#'], 3);
    await vi.advanceTimersByTimeAsync(SETTLE_MS);
    expect(route.current).toEqual({ screen: 'look_up', code: '482193' });
    await tick();
    expect(screen.queryByText(/That is not a customer code/)).toBeNull();
  });

  it('says gently that a letter is no code, once nothing follows', async () => {
    render(CodeField);
    await byHand('48q');
    vi.advanceTimersByTime(SETTLE_MS);
    await tick();
    expect(screen.getByText(/That is not a customer code/)).toBeTruthy();
    expect(field().value, 'what was typed is kept').toBe('48');
  });

  it('leaves digits alone that are typed into another field', async () => {
    render(CodeField);
    const other = document.body.appendChild(document.createElement('input'));
    other.focus();
    const events = await byHand('48');
    expect(events.some((event) => event.defaultPrevented)).toBe(false);
    expect(field().value).toBe('');
    other.remove();
  });

  it('goes back to the screen before when Escape has nothing to clear', async () => {
    render(CodeField);
    route.go('coupons');
    route.lookUp('482193');
    await byHand('12');
    await keys(['Escape'], 180);
    expect(field().value).toBe('');
    expect(route.current.screen, 'the first Escape only clears').toBe('look_up');
    await keys(['Escape'], 180);
    expect(route.current.screen).toBe('coupons');
  });

  it('takes a scan that ends with Enter', async () => {
    render(CodeField);
    await byScanner('482193', 'Enter');
    expect(route.current).toEqual({ screen: 'look_up', code: '482193' });
  });

  it('takes a scan without Enter as soon as it has settled', async () => {
    render(CodeField);
    await byScanner('482193');
    expect(route.current).toEqual({ screen: 'counter' });
    await vi.advanceTimersByTimeAsync(SETTLE_MS);
    expect(route.current).toEqual({ screen: 'look_up', code: '482193' });
  });

  it('says gently that a product barcode is no code', async () => {
    render(CodeField);
    await byScanner('8690504012345', 'Enter');
    vi.advanceTimersByTime(SETTLE_MS);
    await tick();
    expect(screen.getByText('That is not a customer code: a code is six digits.')).toBeTruthy();
    expect(route.current).toEqual({ screen: 'counter' });
  });

  it('takes a pasted code', async () => {
    vi.useRealTimers();
    render(CodeField);
    await userEvent.paste('482 193');
    expect(route.current).toEqual({ screen: 'look_up', code: '482193' });
  });
});
