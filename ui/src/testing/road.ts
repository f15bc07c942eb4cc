// Roads for the tests: each says only what the test cares about.

import type { Road, Status, Way } from '../lib/bindings';
import { NO_ROAD, STATUS } from './desk';

export const SHOP = 'https://shop.example.com';
export const ENDPOINT = `${SHOP}/webhooks/loyalite`;

/** A desk whose way is ngrok, up and not asked yet unless told otherwise. */
export function onTheRoad(
  road: Partial<Road> = {},
  way: Way = { way: 'ngrok', domain: 'shop.example.com' },
): Status {
  const up = { state: 'up', url: SHOP, program: way.way === 'own' ? null : way.way } as const;
  return {
    ...STATUS,
    settings: { ...STATUS.settings, way },
    road: { ...NO_ROAD, tunnel: up, endpoint: ENDPOINT, ...road },
  };
}

export const REACHED: Partial<Road> = {
  verdict: { reach: 'reachable', url: SHOP, at: '2026-04-19T14:30:00Z' },
  asked_at: '2026-04-19T14:30:00Z',
};
