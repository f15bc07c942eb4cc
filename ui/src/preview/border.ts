// What came to a believable café's door, and the secrets it was judged by.

import type { Border, Outcome, Reason, Refusal, SecretInfo, Suspicion } from '../lib/bindings';
import { NO_OUTCOMES } from '../testing/border';

const HOUR = 3_600_000;
const hours = (away: number) => new Date(Date.now() + away * HOUR).toISOString();

export const SUSPICIONS: Record<Suspicion['kind'], Suspicion> = {
  new_secret_never_fitted: { kind: 'new_secret_never_fitted', label: 'Loyalite, 20 Kasım 2026' },
  old_secret_removed: { kind: 'old_secret_removed' },
  rotated_elsewhere: { kind: 'rotated_elsewhere' },
};

const KINDS: [Outcome, Reason, number, boolean][] = [
  ['bad_signature', 'signature_mismatch', 412, true],
  ['bad_signature', 'signature_missing', 96, true],
  ['refused', 'path', 0, false],
  ['malformed', 'media_type', 18, false],
  ['too_large', 'body_too_large', 262_145, false],
  ['failed', 'unavailable', 409, true],
  ['too_slow', 'body_too_slow', 1_204, false],
  ['refused', 'method', 0, false],
];

function refusal(place: number): Refusal {
  const [outcome, reason, bytes, whole] = KINDS[(place * place) % KINDS.length]!;
  const digest = whole ? (0x1a2b3c4d + (place % 3) * 7_654_321).toString(16) : null;
  return { at: hours(-place * 0.7), outcome, reason, bytes, digest };
}

export function border(empty: boolean, suspicion: Suspicion | null): Border {
  return {
    since: hours(-41 * 24),
    listening: null,
    road: null,
    outcomes: empty
      ? NO_OUTCOMES
      : {
          ...NO_OUTCOMES,
          stored: 9_412,
          repeat: 37,
          set_aside: 2,
          bad_signature: 14,
          refused: 61,
          failed: 1,
        },
    refusals: empty ? [] : Array.from({ length: 70 }, (_, place) => refusal(place)),
    gaps: empty ? [] : [4, 28, 52, 76].map((away) => ({ from: hours(-away - 9), to: hours(-away) })),
    absences: [],
    suspicion,
  };
}

export const secrets: SecretInfo[] = [
  {
    id: 'secret-1',
    label: 'Loyalite, 2 Ekim 2026',
    added_at: hours(-50 * 24),
    last_used_at: hours(-1.2),
    expires_at: hours(6.4),
    place: 'keychain',
    reachable: true,
  },
  {
    id: 'secret-2',
    label: 'Loyalite, 20 Kasım 2026',
    added_at: hours(-2.6),
    last_used_at: hours(-0.02),
    expires_at: null,
    place: 'file',
    reachable: true,
  },
];
