import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { useLanguage } from '../../lib/i18n.svelte';
import { aPage } from '../../testing/customers';
import { answering } from '../../testing/desk';
import AccessFile from './AccessFile.svelte';

const { customer } = aPage();
const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));

beforeEach(() => useLanguage('en'));
afterEach(() => {
  cleanup();
  clearMocks();
});

it('writes everything known of the customer where the owner wants it, and says where', async () => {
  const { asked } = answering({ export_to: () => ({ path: '/home/shop/Documents/c.json', rows: 12 }) });
  render(AccessFile, { customer });
  await press(/^Everything we know/);
  await press(/JSON/);
  expect((await screen.findByTestId('access-path')).textContent).toBe('/home/shop/Documents/c.json');
  expect(asked.at(-1)?.args).toMatchObject({
    request: {
      what: 'customer',
      format: 'json',
      organization: customer.organization,
      customer_id: customer.customer_id,
    },
    name: expect.stringMatching(/^stampdesk-customer-\d{6}\.json$/),
    language: 'en',
  });
});

it('says nothing was written when the owner thinks better of it, and why when it cannot be', async () => {
  const { answers } = answering({ export_to: () => null });
  render(AccessFile, { customer });
  await press(/^Everything we know/);
  await press(/XLSX/);
  expect(screen.queryByTestId('access-path')).toBeNull();
  answers['export_to'] = () => Promise.reject({ code: 'unknown', message: 'no event of this customer' });
  await press(/XLSX/);
  expect((await screen.findByRole('alert')).textContent).toContain('not among this PC’s records');
});
