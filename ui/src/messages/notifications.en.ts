// What the settings say in English of notifications.

export const notifications = {
  notifications: {
    title: 'Notifications',
    what: 'While Stampdesk is not in front, the desktop says what matters. A click on a notification opens what it speaks of.',
    on: 'Show notifications',
    coupons: 'Reward waiting',
    coupons_hint: 'When somebody with a coupon was just served. At most one a minute.',
    trouble: 'Connection trouble',
    trouble_hint: 'When no record can arrive, or it is unusually silent. Once, until it is over.',
    quiet: 'Quiet hours',
    quiet_hint: 'Nothing is announced then. Trouble that lasts is said afterwards.',
    from: 'From',
    to: 'Until',
    wrong: 'Write times such as 22:00; the two must differ.',
  },
} as const;
