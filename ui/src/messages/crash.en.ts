// The English texts of what Stampdesk does about its own failures.

export const crash = {
  crash: {
    safe: {
      title: 'Safe mode: you see what is stored, and nothing new comes in.',
      failed_starts:
        'Stampdesk ended twice in a row while it was starting. Customers and reports can be looked at as ever. Loyalite tries again for about eight hours; nothing is lost until then.',
      asked:
        'It was started in safe mode. Customers and reports can be looked at as ever. Loyalite tries again for about eight hours; nothing is lost until then.',
      start: 'Start normally',
      starting: 'Starting…',
    },
    restarted: {
      title: {
        listening: 'Listening failed at {{time}} and was started again by itself.',
        road: 'The way from the internet failed at {{time}} and was started again by itself.',
        backups: 'The daily backup failed at {{time}} and was started again by itself.',
        upkeep: 'A part of Stampdesk failed at {{time}} and was started again by itself.',
        window: 'The live view failed at {{time}} and was started again by itself.',
      },
      text: 'What is stored is untouched; a record that was on its way is sent again by Loyalite. Whoever helps you with this PC can use the problem report.',
    },
    ended: {
      title: 'Something in Stampdesk failed lately.',
      text: 'It works again, and what is stored is untouched. Whoever helps you with this PC can use the problem report.',
    },
    report: {
      open: 'Problem report…',
      title: 'Problem reports',
      what: 'For whoever helps you with this PC. It says what failed, when and in which version; no customer, no secret and no name stands in it. Nothing is sent by itself.',
      newest: 'Newest first, times in UTC',
      none: 'No problem has been recorded.',
      some_one: '{{count, number}} report, of {{date}}',
      some_other: '{{count, number}} reports, the newest of {{date}}',
      copy: 'Copy',
      copied: 'Copied',
      save: 'Save as a file',
      saved: 'Saved as {{path}}',
    },
  },
} as const;
