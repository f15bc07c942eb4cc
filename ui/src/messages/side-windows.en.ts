// What the settings say in English of the windows beside the main one.

export const sideWindows = {
  side_windows: {
    title: 'Beside the till program',
    strip: 'Counter strip',
    strip_hint:
      'A small window that stays above the till program: the code field, the last three events, waiting rewards.',
    display: 'Customer display',
    display_hint:
      'A second screen for your customers: their card, large, and of a name only the first letter. It fills a second monitor where there is one.',
    to_front: 'Show',
    to_front_what: 'Show: {{window}}',
    stays: 'A customer stays on the display for',
    seconds: '{{count, number}} s',
  },
};
