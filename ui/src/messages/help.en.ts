// The English texts that lead to the manual; what it says is in docs/user.

export const help = {
  help: {
    open: 'Help',
    words: 'manual guide trouble how',
  },
} as const;
