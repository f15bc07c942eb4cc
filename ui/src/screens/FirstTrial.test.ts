import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestReport } from '../lib/bindings';
import { en } from '../messages/en';
import { tr } from '../messages/tr';
import { ENDPOINT, Shop, press } from '../testing/firstStart';
import { NOTHING, anEvent } from '../testing/events';
import { readScreens } from '../testing/screens';

readScreens();

let shop: Shop;

beforeEach(() => {
  shop = new Shop();
});

afterEach(() => shop.close());

describe('the test at the end of the first start', () => {
  const OWN_ID = '57a3bde5-7e57-8000-8000-000000000001';
  const ownTest = (id = OWN_ID) =>
    anEvent('stampdesk.test', NOTHING, {
      id,
      organization: 'stampdesk-test',
      customer_id: null,
      customer_code: null,
      set_aside: 'test',
    });
  const fromPlatform = () => anEvent('stamp.earned', { stamps_added: 1, stamp_balance: 3, max_stamps: 10 });
  const proven = () =>
    Object.fromEntries(
      screen
        .queryAllByTestId('proven')
        .map(({ dataset }) => [dataset['proof'], dataset['proven'] === 'true']),
    );

  async function reports(report: TestReport | { code: string; message: string }): Promise<HTMLElement> {
    shop.answers.send_test_event = () => {
      if ('code' in report) throw report;
      return report;
    };
    await shop.openAt('test');
    await press('send-test');
    return screen.findByTestId('test-outcome');
  }

  const SENT = { url: ENDPOINT, id: OWN_ID };
  it.each([
    [{ ...SENT, outcome: 'arrived', seq: 7 }, 'came back in through your address'],
    [{ ...SENT, outcome: 'elsewhere', status: 200 }, 'another program answers there'],
    [{ ...SENT, outcome: 'turned_away', status: 401 }, 'does not know your secret'],
    [{ ...SENT, outcome: 'turned_away', status: 502 }, 'does not find Stampdesk behind it'],
    [{ ...SENT, outcome: 'turned_away', status: 503 }, 'nothing can be taken in there now'],
    [{ ...SENT, outcome: 'turned_away', status: 404 }, 'answers with 404'],
    [{ code: 'no_secret', message: 'no secret' }, 'Step 4 takes it'],
    [{ code: 'way', message: 'no address' }, 'Step 2 is the place for it'],
    [{ code: 'storage', message: 'disk I/O error' }, 'disk I/O error'],
  ] as const)('of our own says what became of it: %o', async (report, words) => {
    const outcome = await reports(report);
    expect(outcome.dataset['outcome']).toBe('code' in report ? report.code : report.outcome);
    expect(outcome.textContent).toContain(words);
  });

  it('of our own says why nobody answered in the language of the window', async () => {
    const verdict = { reach: 'certificate', reason: 'expired' };
    const reason = en.verdict.certificate.expired;
    shop.answers.send_test_event = () => ({ ...SENT, outcome: 'unreachable', verdict, reason });
    await shop.openAt('test', {}, { language: 'tr' });
    await press('send-test');
    expect((await screen.findByTestId('test-outcome')).textContent).toContain(tr.verdict.certificate.expired);
  });

  it('waits, and shows what arrives while it waits; what was there before is none of it', async () => {
    shop.log = [fromPlatform()];
    await shop.openAt('test');
    expect(screen.getByTestId('waiting').textContent).toContain('Waiting for the first record');
    expect(screen.queryByTestId('first-start-done')).toBeNull();
    await waitFor(() => expect(shop.sent('feed')).toHaveLength(1));
    await shop.arrives(fromPlatform());
    const row = await screen.findByTestId('arrived');
    expect(row.dataset).toMatchObject({ event: 'stamp.earned', own: 'false' });
    expect(row.textContent).toContain('Earned 1 stamp');
    expect(screen.getAllByTestId('arrived')).toHaveLength(1);
    expect(screen.queryByTestId('waiting')).toBeNull();
    expect(proven()).toEqual({ reachable: true, own_test: false, platform: true });
    expect(screen.getByTestId('imprint').textContent, 'not all of it is proven').toContain('Arrived');
  });

  it('proves the way with our own, and everything with the platform’s', async () => {
    shop.answers.send_test_event = async () => {
      await shop.arrives(ownTest());
      return { ...SENT, outcome: 'arrived', seq: shop.log[0]!.seq };
    };
    await shop.openAt('test');
    await press('send-test');
    expect((await screen.findByTestId('arrived')).dataset['own']).toBe('true');
    expect(proven()).toEqual({ reachable: true, own_test: true, platform: false });
    expect(screen.getByText(/Loyalite’s own delivery: press “Test” there/)).toBeTruthy();
    await shop.arrives(fromPlatform());
    await waitFor(() => expect(proven()).toEqual({ reachable: true, own_test: true, platform: true }));
    expect(screen.getByTestId('imprint').textContent).toContain('It works');
    await press('first-start-done');
    expect(await screen.findByTestId('nav-counter')).toBeTruthy();
    expect(shop.status.settings.first_start).toBe('done');
  });

  it('of our own that came another way proves nothing of this one', async () => {
    await shop.openAt('test');
    await waitFor(() => expect(shop.sent('feed')).toHaveLength(1));
    await shop.arrives(ownTest('57a3bde5-7e57-8000-8000-0000000000ff'));
    expect((await screen.findByTestId('arrived')).dataset['own']).toBe('true');
    expect(screen.getByTestId('waiting')).toBeTruthy();
    expect(screen.queryByTestId('first-start-done')).toBeNull();
  });

  it('of the platform is marked as one with one click, and that is undone with another', async () => {
    await shop.openAt('test');
    await waitFor(() => expect(shop.sent('feed')).toHaveLength(1));
    const event = fromPlatform();
    await shop.arrives(event);
    await userEvent.click(await screen.findByTestId('was-test'));
    expect(await screen.findByText(/Test: Earned 1 stamp/)).toBeTruthy();
    await press('undo-test');
    await waitFor(() => expect(screen.queryByText(/Test: Earned 1 stamp/)).toBeNull());
    expect(shop.sent('mark_test')).toEqual([
      { seq: event.seq, test: true },
      { seq: event.seq, test: false },
    ]);
    expect(proven().platform, 'a test that Loyalite delivered was delivered').toBe(true);
  });

  it('keeps what was proven for who looks back at a step', async () => {
    await shop.openAt('test');
    await waitFor(() => expect(shop.sent('feed')).toHaveLength(1));
    await shop.arrives(fromPlatform());
    await screen.findByTestId('arrived');
    await press('first-start-back');
    await press('first-start-next');
    expect(await screen.findByTestId('arrived')).toBeTruthy();
    expect(proven().platform).toBe(true);
  });

  it('speaks Turkish', async () => {
    await shop.openAt('test', {}, { language: 'tr' });
    expect(screen.getByRole('heading', { name: 'İlk kayıt gelsin' })).toBeTruthy();
    await waitFor(() => expect(shop.sent('feed')).toHaveLength(1));
    await shop.arrives(fromPlatform());
    expect((await screen.findByTestId('arrived')).textContent).toContain('1 damga kazandı');
    expect(
      screen.getByText('Loyalite’nin kendisi, sizin anahtarınızla imzalanmış bir kayıt ulaştırdı.'),
    ).toBeTruthy();
    expect(screen.getByTestId('first-start-done').textContent).toContain('Kasaya geç');
  });
});
