// The English texts of the first start.

export const firstStart = {
  first_start: {
    label: 'First start',
    progress: '{{place}} / {{of}}',
    next: 'Next',
    later: 'Later',
    later_hint: 'The set-up can be continued on the Connection screen.',
    anyway: 'Go on anyway',
    done: 'done',
    step: {
      welcome: 'Welcome',
      way: 'The way to this PC',
      register: 'Register the address',
      secret: 'Signing secret',
      test: 'The first record',
    },
    title: {
      welcome: 'Welcome to Stampdesk',
      way: 'Open a way to this PC',
      register: 'Give Loyalite this address',
      secret: 'Paste the signing secret',
      test: 'Let the first record come',
    },
    arrived: 'The first record is here',
    open: {
      way: 'Until this PC can be reached, no record arrives. What you set up next is kept, but can be tried only when the way is open.',
      register: 'Without an address there is nothing to register, and Loyalite cannot send anything.',
      secret: 'Without the secret every record is turned away, the test too.',
    },
  },
  first_welcome: {
    language: 'Language',
    live: 'Every stamp, point and coupon of your Loyalite programme, the moment it happens.',
    look_up: 'Type or scan six digits: the customer’s card, points and waiting rewards.',
    offline:
      'Goes on working when the internet is down. Meanwhile records wait at Loyalite, which tries for about 8 hours 36 minutes to deliver them.',
    ahead: 'Four short steps connect this PC to Loyalite. You can stop at any time and go on later.',
    begin: 'Begin',
    not_now: 'Not now',
  },
  first_way: {
    why: 'Loyalite sends records only to a public https address, and this PC is behind a router that lets nobody in from outside.',
    another: 'Choose another way',
    keep: 'Leave it as it is',
    check: 'Check again',
    checking: 'Checking…',
  },
  first_register: {
    address: 'The address for your records',
    copy: 'Copy',
    copied: 'Copied',
    not_copied: 'It could not be copied: select the address and press Ctrl+C.',
    where: 'In the Loyalite app for merchants',
    open: 'Open',
    paste: 'Paste the address.',
    all: 'Choose “All Events”.',
    save: 'Save.',
    once: 'Then leave that page open',
    once_why:
      'Loyalite now shows a signing secret, and shows it only once. Copy it there; the next step takes it.',
    changes: 'This address is only for trying',
    changes_why:
      'It changes each time the tunnel starts, and must then be registered again. For every day, choose a way whose address stays.',
    none: 'There is no public address yet',
    none_why: 'It comes with the way that you choose in step 2.',
    to_way: 'To step 2',
  },
  first_secret: {
    paste: 'Paste the secret',
    kept: 'A signing secret is kept',
    kept_why: 'Go on. If Loyalite has shown you a newer one, replace it.',
    kept_names: 'Kept: {{labels}}',
    gone: 'The secret is no longer shown?',
    gone_why: 'Press “Rotate Secret” there: Loyalite shows a new one, and the old one no longer counts.',
    unregistered: 'Not registered yet?',
    to_register: 'To step 3',
  },
  first_test: {
    loyalite: 'From Loyalite',
    loyalite_why: 'Press “Test” beside your address:',
    own: 'From here',
    own_why:
      'Stampdesk sends a test to its own public address, signed with your secret. It changes no figure.',
    send: 'Send a test',
    sending: 'On its way…',
    waiting: 'Waiting for the first record…',
    waiting_why: 'It appears here by itself.',
    arrived: 'Arrived',
    was_test: 'It was a test',
    undo: 'Undo',
    proven: 'What is proven',
    works: 'It works',
    came: 'Arrived',
    done: 'To the counter',
  },
  first_outcome: {
    arrived: 'It went out to the internet and came back in through your address.',
    elsewhere:
      'Something at the address accepted the test, but it is not among this shop’s records: another program answers there.',
    status_401:
      'The address answers, but does not know your secret: another Stampdesk is there, or one with another secret.',
    status_502:
      'The tunnel answers, but does not find Stampdesk behind it. It must lead to the address that Stampdesk listens at.',
    status_503:
      'The address answers, but nothing can be taken in there now: a tunnel without Stampdesk behind it, or a Stampdesk without a secret or with a full disk.',
    status_other:
      'The address answers with {{status}}; Stampdesk would not. It leads to another program, or asks for a login first.',
    unreachable: 'Nobody answers at the address. Step 2 says what is wrong with the way.',
    no_secret: 'There is no signing secret that can be read, so nothing can be signed. Step 4 takes it.',
    way: 'There is no public address to send it to. Step 2 is the place for it.',
  },
  first_proof: {
    reachable: 'This PC is reached from outside, over a secure connection.',
    reachable_open: 'That this PC is reached from outside: step 2 says what is missing.',
    own_test: 'Our own test took the whole way, out to the internet and back in.',
    own_test_open: 'Our own test: press “Send a test”.',
    platform: 'Loyalite itself has delivered, signed with your secret.',
    platform_open: 'Loyalite’s own delivery: press “Test” there, or wait for the next customer.',
    yes: 'Proven:',
    no: 'Still open:',
  },
} as const;
