import { counted, fill, side } from '../side/texts.svelte';

/** Which coupons wait, by their names. */
export function rewardText(coupons: readonly (string | null)[]): string {
  const { reward, reward_plain, rewards } = side.texts.strip;
  const [only] = coupons;
  if (coupons.length > 1) return counted(rewards, coupons.length);
  return only ? fill(reward, { coupon: only }) : reward_plain;
}
