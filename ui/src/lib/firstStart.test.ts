import { describe, expect, it } from 'vitest';
import { A_SECRET } from '../testing/border';
import { STATUS } from '../testing/desk';
import { REACHABLE } from '../testing/firstStart';
import type { FirstStart, Listening, Road, Settings, Status } from './bindings';
import { STEPS, firstOpenStep, firstStartDue, proofs, ready, type Known } from './firstStart';
import { readScreens } from '../testing/screens';

readScreens();

const DOWN: Road = { ...REACHABLE, verdict: { reach: 'tunnel_down', status: 502 } };
const WAY: Settings['way'] = { way: 'ngrok', domain: 'kasa.example' };

function shop(rest: Partial<Status>, settings: Partial<Settings> = {}): Status {
  return { ...STATUS, ...rest, settings: { ...STATUS.settings, ...settings } };
}

const listening = (state: 'on' | 'no_secret' | 'secret_unreachable'): Listening => ({
  state,
  address: '127.0.0.1:8787',
});

describe('the first start is shown', () => {
  it.each(STEPS)('at the step that was reached: %s', (first_start) => {
    expect(firstStartDue(shop({}, { first_start }))).toBe(first_start);
  });

  it('from the beginning where nothing is known of it', () => {
    expect(firstStartDue(shop({}, { first_start: undefined }))).toBe('welcome');
  });

  it.each<FirstStart>(['done', 'skipped'])('no more once it is %s', (first_start) => {
    expect(firstStartDue(shop({}, { first_start }))).toBeNull();
  });

  it('to no shop that had events before there was one, and to no demo', () => {
    const last_event_at = '2026-04-19T14:30:00Z';
    expect(firstStartDue(shop({ last_event_at }, { first_start: undefined }))).toBeNull();
    expect(firstStartDue(shop({ demo: true }, { first_start: 'way' }))).toBeNull();
  });

  it('to the end, also when the first event arrives on the way', () => {
    const last_event_at = '2026-04-19T14:30:00Z';
    expect(firstStartDue(shop({ last_event_at }, { first_start: 'test' }))).toBe('test');
  });
});

describe('it goes on at', () => {
  it.each([
    ['the way, when none is chosen', shop({}), 'way'],
    ['the way, when it does not lead here', shop({ road: DOWN }, { way: WAY }), 'way'],
    [
      'the way, when nobody has asked yet',
      shop({ road: { ...REACHABLE, verdict: null } }, { way: WAY }),
      'way',
    ],
    [
      'the secret, when there is none',
      shop({ road: REACHABLE, listening: listening('no_secret') }, { way: WAY }),
      'secret',
    ],
    [
      'the secret, when it cannot be read',
      shop({ road: REACHABLE, listening: listening('secret_unreachable') }, { way: WAY }),
      'secret',
    ],
    ['the test, when all that is there', shop({ road: REACHABLE }, { way: WAY }), 'test'],
  ])('%s', (_, status, step) => {
    expect(firstOpenStep(status)).toBe(step);
  });
});

describe('a step has what the next one builds on', () => {
  const known = (rest: Partial<Known>): Known => ({ status: STATUS, secrets: null, arrived: false, ...rest });

  it('the way, once this PC is reached from outside', () => {
    expect(ready('way', known({}))).toBe(false);
    expect(ready('way', known({ status: shop({ road: DOWN }) }))).toBe(false);
    expect(ready('way', known({ status: shop({ road: REACHABLE }) }))).toBe(true);
  });

  it('the address, once there is one', () => {
    expect(ready('register', known({}))).toBe(false);
    expect(ready('register', known({ status: shop({ road: DOWN }) }))).toBe(true);
  });

  it('the secret, once one can be read, whatever the door does', () => {
    expect(ready('secret', known({ secrets: [] }))).toBe(false);
    expect(ready('secret', known({ secrets: [{ ...A_SECRET, reachable: false }] }))).toBe(false);
    const status = shop({ listening: { state: 'port_in_use', address: '127.0.0.1:8787' } });
    expect(ready('secret', known({ status, secrets: [A_SECRET] }))).toBe(true);
  });

  it('the test, once something arrived', () => {
    expect(ready('test', known({}))).toBe(false);
    expect(ready('test', known({ arrived: true }))).toBe(true);
  });
});

it('claims only what was seen', () => {
  const proven = (status: Status, ownArrived: boolean, platformArrived: boolean) =>
    proofs(status, { ownArrived, platformArrived }).map(({ proof, proven }) => [proof, proven]);
  expect(proven(shop({ road: DOWN }), false, false)).toEqual([
    ['reachable', false],
    ['own_test', false],
    ['platform', false],
  ]);
  expect(proven(shop({ road: REACHABLE }), true, false)).toEqual([
    ['reachable', true],
    ['own_test', true],
    ['platform', false],
  ]);
  expect(proven(shop({ road: DOWN }), false, true), 'an event may arrive on a way that fails since').toEqual([
    ['reachable', false],
    ['own_test', false],
    ['platform', true],
  ]);
});
