// Which screen is open, and the way back.

export type Route =
  | { screen: 'counter' }
  | { screen: 'customers' }
  | { screen: 'coupons' }
  | { screen: 'points' }
  | { screen: 'connection'; adding: boolean }
  | { screen: 'settings' }
  | { screen: 'look_up'; code: string }
  | { screen: 'customer'; organization: string; customerId: string };

export type Home = 'counter' | 'customers' | 'coupons' | 'points' | 'connection' | 'settings';

let current = $state.raw<Route>({ screen: 'counter' });
/** Where "back" leads: the last screen of the rail. */
let home: Home = 'counter';

export const route = {
  get current(): Route {
    return current;
  },
  go(screen: Home): void {
    home = screen;
    current = homeRoute(screen);
  },
  /** The connection, ready to take a secret. */
  addSecret(): void {
    home = 'connection';
    current = { screen: 'connection', adding: true };
  },
  lookUp(code: string): void {
    current = { screen: 'look_up', code };
  },
  customer(organization: string, customerId: string): void {
    current = { screen: 'customer', organization, customerId };
  },
  back(): void {
    current = homeRoute(home);
  },
};

function homeRoute(screen: Home): Route {
  return screen === 'connection' ? { screen, adding: false } : { screen };
}
