import { beforeEach, describe, expect, it } from 'vitest';
import { BURST_MS, CodeEntry, type Outcome } from './codeEntry';

let entry: CodeEntry;
let clock: number;

beforeEach(() => {
  entry = new CodeEntry();
  clock = 1_000;
});

/** Keys one after the other; answers what the last one did. */
function keys(text: string | string[], gap: number): Outcome {
  let outcome: Outcome = 'ignored';
  for (const key of text) outcome = entry.press(key, (clock += gap));
  return outcome;
}

const byHand = (text: string | string[]) => keys(text, 180);
const byScanner = (text: string | string[]) => {
  clock += 1_000;
  return keys(text, BURST_MS / 10);
};

describe('typed by hand', () => {
  it('is a code on the sixth digit, without Enter', () => {
    expect(byHand('48219')).toBe('taken');
    expect(byHand('3')).toBe('complete');
    expect(entry.take()).toBe('482193');
  });

  it('keeps leading zeros', () => {
    byHand('048219');
    expect(entry.take()).toBe('048219');
  });

  it('is corrected with Backspace and thrown away with Escape', () => {
    byHand('4829');
    byHand(['Backspace']);
    expect(entry.digits).toBe('482');
    byHand(['Escape']);
    expect(entry.digits).toBe('');
  });

  it('survives a letter hit by mistake', () => {
    byHand('482');
    expect(byHand('q')).toBe('no_code');
    expect(byHand('193')).toBe('complete');
    expect(entry.take()).toBe('482193');
  });

  it('leaves keys alone that it has no use for', () => {
    expect(byHand(['Tab'])).toBe('ignored');
    expect(byHand(['Enter'])).toBe('ignored');
    expect(byHand(['Escape'])).toBe('ignored');
    expect(byHand([' '])).toBe('ignored');
  });

  it('starts empty for the next customer', () => {
    byHand('482193');
    entry.take();
    expect(byHand('7')).toBe('taken');
    expect(entry.digits).toBe('7');
  });
});

describe('fired by a scanner', () => {
  it('is a code once the burst has settled, or at once with its Enter', () => {
    expect(byScanner('482193')).toBe('settling');
    expect(keys(['Enter'], 1)).toBe('complete');
    expect(entry.take()).toBe('482193');
  });

  it('pushes out half a code that was typed by hand before', () => {
    byHand('99');
    expect(byScanner('482193')).toBe('settling');
    expect(entry.take()).toBe('482193');
  });

  it('is no code when it is a product barcode', () => {
    expect(byScanner('8690504012345')).toBe('no_code');
    expect(entry.digits).toBe('');
  });

  it('is no code when it is a link, whatever digits are in it', () => {
    expect(byScanner('https://example.com/q/482193')).toBe('no_code');
    expect(entry.digits).toBe('');
  });

  it('is no code when it is too short', () => {
    expect(byScanner([...'4821', 'Enter'])).toBe('no_code');
  });

  it('is forgotten by the next scan', () => {
    byScanner('8690504012345');
    expect(byScanner('048219')).toBe('settling');
    expect(entry.take()).toBe('048219');
  });
});

describe('fired by a scanner with signs of its own', () => {
  it.each(['q482193', 'ABC482193', '482193#', '482193abc', '$$482193.', ']Q1482193', ']c1482193'])(
    'is a code: %s',
    (text) => {
      expect(byScanner(text)).toBe('settling');
      expect(entry.take()).toBe('482193');
    },
  );

  it('is a code at once with its Enter, or its Tab', () => {
    expect(byScanner([...'*482193*', 'Enter'])).toBe('complete');
    entry.take();
    expect(byScanner([...'048219', 'Tab'])).toBe('complete');
    expect(entry.take()).toBe('048219');
  });

  it('pushes out half a code that was typed by hand before', () => {
    byHand('77');
    expect(byScanner('A482193')).toBe('settling');
    expect(entry.take()).toBe('482193');
  });

  it.each(['ABCD482193', '482193abcd', 'q4821937', '4821q93', 'A4821', 'q48219a', 'abc'])(
    'is no code when there is more to it, or less: %s',
    (text) => {
      expect(byScanner([...text, 'Enter'])).toBe('no_code');
      expect(entry.digits).toBe('');
    },
  );
});

describe('pasted', () => {
  it('may have spaces and dashes in it', () => {
    expect(entry.paste(' 482-193\n')).toBe('complete');
    expect(entry.take()).toBe('482193');
  });

  it('is no code when it is anything else', () => {
    expect(entry.paste('j***@gmail.com')).toBe('no_code');
    expect(entry.paste('4821934')).toBe('no_code');
  });
});
