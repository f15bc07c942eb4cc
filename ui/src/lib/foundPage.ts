// The page of a customer who was just found by code. It came with the answer: the customer's screen shows it at once and
// need not ask again.

import type { CustomerPage } from './bindings';

let found: CustomerPage | null = null;

export function keepFound(page: CustomerPage | null): void {
  found = page;
}

/** The page, once, if it is this customer's. */
export function takeFound(organization: string, customerId: string): CustomerPage | null {
  const page = found;
  found = null;
  const whose = page?.customer;
  return whose?.organization === organization && whose.customer_id === customerId ? page : null;
}
