// What came to the door, for tests and the preview.

import type { Border, Outcomes, Reason, Refusal, SecretInfo } from '../lib/bindings';

export const NO_OUTCOMES: Outcomes = {
  stored: 0,
  repeat: 0,
  conflict: 0,
  set_aside: 0,
  bad_signature: 0,
  malformed: 0,
  too_large: 0,
  too_slow: 0,
  refused: 0,
  failed: 0,
  probed: 0,
};

export const NOTHING_CAME: Border = {
  since: '2026-03-02T08:00:00Z',
  listening: null,
  road: null,
  outcomes: NO_OUTCOMES,
  refusals: [],
  gaps: [],
  absences: [],
  suspicion: null,
};

export const A_SECRET: SecretInfo = {
  id: 'secret-1',
  label: 'Shop',
  added_at: '2026-03-02T08:00:00Z',
  last_used_at: null,
  expires_at: null,
  place: 'keychain',
  reachable: true,
};

export function aRefusal(reason: Reason, rest: Partial<Refusal> = {}): Refusal {
  return { at: '2026-04-19T14:30:00Z', outcome: 'refused', reason, bytes: 0, digest: null, ...rest };
}
