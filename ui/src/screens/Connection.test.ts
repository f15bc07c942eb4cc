import { clearMocks } from '@tauri-apps/api/mocks';
import { cleanup, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Border, Reason, SecretInfo, Settings } from '../lib/bindings';
import { refreshStatus } from '../lib/desk.svelte';
import { en } from '../messages/en';
import { A_SECRET, NOTHING_CAME, NO_OUTCOMES, aRefusal } from '../testing/border';
import { CALM, STATUS, answering, type Answers, type Asked } from '../testing/desk';
import { REACHED, onTheRoad } from '../testing/road';
import Connection from './Connection.svelte';

const OLD: SecretInfo = { ...A_SECRET, id: 'old', label: 'Old one' };

let answers: Answers;
let asked: Asked[];

beforeEach(() => ({ answers, asked } = answering()));

afterEach(() => {
  cleanup();
  clearMocks();
});

async function open(adding = false): Promise<void> {
  await refreshStatus();
  render(Connection, { adding });
  await screen.findByRole('region', { name: 'What came to the door' });
}

function came(border: Partial<Border>): void {
  answers.border = () => ({ ...NOTHING_CAME, ...border });
}

const button = (name: string) => screen.getByRole('button', { name });
const sent = (command: string) => asked.filter((one) => one.command === command).map(({ args }) => args);
const field = () => screen.getByLabelText<HTMLInputElement>('Secret');

describe('the headline', () => {
  const headline = () => screen.getByTestId('headline');
  const setUp = () => screen.queryByTestId('continue-set-up');

  it('is green only where it is proven that records arrive', async () => {
    answers.status = () => onTheRoad(REACHED);
    await open();
    expect(headline().dataset.state).toBe('reachable');
    expect(screen.getByRole('heading', { name: /^Ready/ }).className).toContain('text-earned');
    expect(setUp(), 'all is set up').toBeNull();
  });

  it('says what a trouble on the way means; the panel below says what to do', async () => {
    answers.status = () => onTheRoad({ verdict: { reach: 'other_answers' } });
    await open();
    expect(headline().textContent).toContain('nothing is lost until then');
    expect(screen.getByTestId('road-state').textContent).toContain(en.verdict.other_answers);
  });

  it.each([
    ['Continue set-up', 'way', 'way'],
    ['Set up step by step', 'done', 'way'],
  ] as const)('leads back to the first start: %s', async (name, first_start, step) => {
    answers.status = () => ({ ...STATUS, settings: { ...STATUS.settings, first_start } });
    answers.save_settings = ({ settings }: { settings: Settings }) => ({ ...STATUS, settings });
    await open();
    await userEvent.click(button(name));
    expect(sent('save_settings')).toMatchObject([{ settings: { first_start: step } }]);
  });

  it('does not send anybody through the steps because the internet is away', async () => {
    answers.status = () => onTheRoad({ verdict: { reach: 'no_internet' } });
    await open();
    expect(setUp()).toBeNull();
  });
});

describe('the health of the shop', () => {
  it('is explained: silence, absences, and histories with a break', async () => {
    const away = { from: '2026-04-18T18:00:00Z', to: '2026-04-19T05:00:00Z' };
    answers.health = () => ({ ...CALM, customers: 1_208, incomplete: 3, absences: [away] });
    await open();
    expect(await screen.findByTestId('absence')).toBeTruthy();
    expect(screen.getByTestId('quiet').textContent).toContain('Silence and absences');
    expect(screen.getByTestId('count-incomplete').textContent).toMatch(/of 1,208 customers.*3$/s);
  });
});

describe('the secrets', () => {
  it('say where they are kept, when they were used and until when they count', async () => {
    const inSeven = new Date(Date.now() + 7 * 3_600_000).toISOString();
    answers.secrets = () => [
      { ...OLD, expires_at: inSeven },
      { ...A_SECRET, place: 'file', last_used_at: new Date().toISOString() },
    ];
    await open();
    const [old, now] = await screen.findAllByTestId('secret');
    expect(old?.textContent).toContain('in this PC’s keychain');
    expect(old?.textContent).toContain('not used yet');
    expect(old?.textContent).toContain('stops counting in 7 hours');
    expect(now?.textContent).toContain('in a file only you can read');
    expect(now?.textContent).toContain('last used now');
  });

  it('are added by pasting, and the field is empty before the desk has answered', async () => {
    let answer = () => {};
    answers.add_secret = () => new Promise<void>((done) => (answer = done));
    await open(true);
    expect(field().type).toBe('password');
    expect(field().autocomplete).toBe('off');
    await userEvent.click(field());
    await userEvent.paste('  whsec_private\n');
    await userEvent.type(screen.getByLabelText('Your name for it'), 'Moda');
    await userEvent.click(button('Keep this secret'));
    expect(sent('add_secret')).toEqual([{ label: 'Moda', secret: 'whsec_private', keepOld: null }]);
    expect(field().value, 'it is gone from the window').toBe('');
    answer();
    await waitFor(() => expect(screen.queryByLabelText('Secret')).toBeNull());
    expect(document.body.innerHTML).not.toContain('whsec_private');
  });

  it('are asked for again when the desk could not keep one', async () => {
    answers.add_secret = () => {
      throw { code: 'settings', message: 'the disk is full' };
    };
    await open(true);
    await userEvent.type(field(), 'whsec_private');
    await userEvent.click(button('Keep this secret'));
    expect((await screen.findByRole('alert')).textContent).toContain('the disk is full');
    expect(field().value).toBe('');
  });

  it('are never empty', async () => {
    await open(true);
    await userEvent.type(field(), '   ');
    await userEvent.click(button('Keep this secret'));
    expect(screen.getByRole('alert').textContent).toBe('Paste the secret first.');
    expect(sent('add_secret'), 'the desk is not even asked').toEqual([]);
  });

  it('show themselves only while asked to', async () => {
    await open(true);
    await userEvent.click(button('Show the secret'));
    expect(field().type).toBe('text');
    await userEvent.click(button('Hide the secret'));
    expect(field().type).toBe('password');
  });

  it.each([
    [null, { keep: 'for', hours: 9 }],
    ['Keep it until I remove it', { keep: 'until_told' }],
    ['Remove it now', { keep: 'not' }],
  ])('are replaced, and the old one is dealt with as chosen: %s', async (choice, keepOld) => {
    await open();
    await userEvent.click(await screen.findByRole('button', { name: 'Replace' }));
    const advised = screen.getByRole<HTMLInputElement>('radio', { name: /9 more hours \(recommended\)/ });
    expect(advised.checked, 'what is advised is chosen').toBe(true);
    await userEvent.type(field(), 'whsec_new');
    if (choice) await userEvent.click(screen.getByRole('radio', { name: new RegExp(choice) }));
    await userEvent.click(button('Keep this secret'));
    expect(sent('add_secret')).toMatchObject([{ secret: 'whsec_new', keepOld }]);
  });

  it('leave with a second thought, and the last one says what that means', async () => {
    await open();
    await userEvent.click(await screen.findByRole('button', { name: 'Remove “Shop”' }));
    const question = screen.getByRole('group', { name: 'Remove “Shop”?' });
    expect(question.textContent).toContain('every record will be turned away');
    expect(document.activeElement, 'Enter by mistake removes nothing').toBe(button('Keep it'));
    await userEvent.keyboard('{Escape}');
    expect(sent('remove_secret')).toEqual([]);
    await userEvent.click(button('Remove “Shop”'));
    await userEvent.click(button('Yes, remove it'));
    expect(sent('remove_secret')).toEqual([{ id: 'secret-1' }]);
  });

  it('can go on counting after all', async () => {
    answers.secrets = () => [{ ...OLD, expires_at: '2026-12-01T00:00:00Z' }, A_SECRET];
    await open();
    await userEvent.click(await screen.findByRole('button', { name: 'Keep “Old one” until I remove it' }));
    expect(sent('expire_secret')).toEqual([{ id: 'old', at: null }]);
  });

  it('that came with the start of the program cannot be removed here', async () => {
    answers.secrets = () => [{ ...A_SECRET, place: 'environment' }];
    await open();
    await screen.findByTestId('secret');
    expect(screen.queryByRole('button', { name: 'Remove “Shop”' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Replace' })).toBeNull();
  });
});

describe('what came to the door', () => {
  it('is counted in words, and red is for our own faults', async () => {
    came({ outcomes: { ...NO_OUTCOMES, stored: 1_250, failed: 1, bad_signature: 4 } });
    await open();
    expect(screen.getByTestId('count-stored').textContent).toMatch(/Taken in.*1,250/);
    expect(within(screen.getByTestId('count-failed')).getByText('1').className).toContain('text-fault');
    expect(within(screen.getByTestId('count-bad_signature')).getByText('4').className).not.toContain('fault');
    expect(screen.getByTestId('count-too_slow').textContent, 'zero says no more than that').toMatch(
      /Too slow\s*0$/,
    );
  });

  it('names the reason of every refusal', async () => {
    const reasons = Object.keys(en.reason) as Reason[];
    expect(reasons, 'as many as the listener knows').toHaveLength(19);
    came({ refusals: reasons.map((reason) => aRefusal(reason, { bytes: 312, digest: '1a2b3c4d' })) });
    await open();
    const rows = await screen.findAllByTestId('refusal');
    reasons.forEach((reason, place) => {
      expect(rows[place]?.textContent).toContain(en.reason[reason]);
      expect(rows[place]?.textContent).toContain('312 bytes');
      expect(rows[place]?.textContent).toContain('1a2b3c4d');
    });
  });

  it('shows the newest fifty refusals, and more when asked', async () => {
    came({ refusals: Array.from({ length: 70 }, () => aRefusal('path')) });
    await open();
    expect(screen.getAllByTestId('refusal')).toHaveLength(50);
    await userEvent.click(button('Show more'));
    expect(screen.getAllByTestId('refusal')).toHaveLength(70);
  });

  it('says so when nobody was turned away', async () => {
    await open();
    expect(screen.getByText('Nobody was turned away.')).toBeTruthy();
  });

  it('tells a PC that slept from a clock that was set back', async () => {
    const [early, late] = ['2026-04-19T01:00:00Z', '2026-04-19T06:30:00Z'];
    came({
      gaps: [
        { from: early, to: late },
        { from: late, to: early },
      ],
    });
    await open();
    const [slept, back] = screen.getAllByTestId('gap').map((gap) => gap.textContent);
    expect(slept).toMatch(/slept or its clock jumped: from 19 Apr(il)? 04:00 to 09:30/);
    expect(back).toMatch(/set back: from 19 Apr(il)? 09:30 to 04:00/);
  });

  it('says what is wrong when the desk cannot say, and the secrets can still be reached', async () => {
    answers.border = () => {
      throw { code: 'storage', message: 'no answer' };
    };
    await refreshStatus();
    render(Connection, { adding: false });
    expect(
      await screen.findByRole('heading', { name: 'The records could not be read or kept.' }),
    ).toBeTruthy();
    expect(await screen.findByTestId('secret')).toBeTruthy();
  });
});

describe('the address', () => {
  const address = () => screen.getByLabelText<HTMLInputElement>('Address and port');

  it('can be changed', async () => {
    answers.save_settings = ({ settings }: { settings: Settings }) => ({
      ...STATUS,
      settings,
      listening: { state: 'on', address: settings.address },
    });
    await open();
    expect(address().value).toBe('127.0.0.1:8787');
    await userEvent.clear(address());
    await userEvent.type(address(), '127.0.0.1:9000');
    await userEvent.click(button('Change'));
    expect(sent('save_settings')).toMatchObject([
      { settings: { address: '127.0.0.1:9000', currency: 'TRY' } },
    ]);
    expect(await screen.findByText(/now expected at 127.0.0.1:9000/)).toBeTruthy();
  });

  it('stays, and says why, when nobody can listen at the new one', async () => {
    answers.save_settings = () => {
      throw { code: 'address', message: '127.0.0.1:80 is in use' };
    };
    await open();
    await userEvent.clear(address());
    await userEvent.type(address(), '127.0.0.1:80');
    await userEvent.click(button('Change'));
    expect((await screen.findByRole('alert')).textContent).toContain('127.0.0.1:80 is in use');
    expect(address().value, 'to be mended').toBe('127.0.0.1:80');
    expect(screen.getByTestId('headline').textContent).toContain('127.0.0.1:8787');
  });

  it('cannot be changed in a run that was told it', async () => {
    answers.status = () => ({ ...STATUS, address_fixed: true });
    await open();
    expect(address().disabled).toBe(true);
    expect(screen.getByText(/given when Stampdesk was started/)).toBeTruthy();
  });
});
