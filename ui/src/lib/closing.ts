// Closing a coupon by hand, and taking that back: a note on this PC.

import { commands } from './api';
import type { OwnedCoupon } from './coupons';
import { desk } from './desk.svelte';
import { paddedCode } from './format';
import { t } from './i18n.svelte';
import { say } from './toast';

/** Throws when it cannot be kept. `changed` is told of it, and again when it is undone. */
export async function closeCoupon(coupon: OwnedCoupon, reason: string, changed: () => void): Promise<void> {
  await commands.closeCoupon(coupon.organization, coupon.customer_id, coupon.coupon_id, reason);
  changed();
  const undo = { label: t('coupons.closing.undo'), act: () => void takeBack(coupon, changed) };
  say(t('coupons.closing.done', words(coupon)), { undo });
}

/** The coupon waits again. */
export async function reopenCoupon(coupon: OwnedCoupon, changed: () => void): Promise<void> {
  if (await takeBack(coupon, changed)) say(t('coupons.closing.reopened', words(coupon)));
}

/** What a coupon and its customer are called in a sentence. */
export function words({ coupon_name, customer_code }: OwnedCoupon): { coupon: string; code: string } {
  return { coupon: coupon_name ?? t('customer.coupon_plain'), code: paddedCode(customer_code) };
}

async function takeBack(coupon: OwnedCoupon, changed: () => void): Promise<boolean> {
  try {
    await commands.reopenCoupon(coupon.organization, coupon.customer_id, coupon.coupon_id);
    changed();
    return true;
  } catch (thrown) {
    desk.fail(thrown);
    return false;
  }
}
