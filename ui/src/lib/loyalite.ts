// Where things are in the platform's app for merchants, in its own words: they are the same in every language.

export const INTEGRATIONS = ['Account', 'Settings', 'Integrations', 'Webhooks'] as const;
export const ADD_ENDPOINT = [...INTEGRATIONS, 'Add Webhook'] as const;
