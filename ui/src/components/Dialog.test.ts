import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useLanguage } from '../lib/i18n.svelte';
import Dialog from './Dialog.svelte';

const words = createRawSnippet(() => ({ render: () => '<p>It cannot be undone.</p>' }));
const actions = createRawSnippet(() => ({
  render: () => '<div><button>Keep</button><button>Forget</button></div>',
}));

beforeEach(() => {
  useLanguage('en');
  render(Dialog, { open: true, title: 'Forget 482193?', children: words, actions });
});

afterEach(cleanup);

describe('a dialog', () => {
  it('is named by its title, begins with the harmless button, and keeps the keyboard within', async () => {
    const dialog = await screen.findByRole('dialog', { name: 'Forget 482193?' });
    expect(screen.getByText('It cannot be undone.')).toBeTruthy();
    for (const name of ['Keep', 'Forget', 'Close', 'Keep']) {
      await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name })));
      expect(dialog.contains(document.activeElement)).toBe(true);
      await userEvent.tab();
    }
  });

  it('closes with Escape', async () => {
    await screen.findByRole('dialog');
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('closes with its button', async () => {
    await screen.findByRole('dialog');
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

it('begins in what is to be written', async () => {
  cleanup();
  const field = createRawSnippet(() => ({ render: () => '<input aria-label="Code" />' }));
  render(Dialog, { open: true, title: 'Forget 482193?', children: field, actions });
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Code' })));
});
