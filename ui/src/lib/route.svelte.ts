// Which screen is open, and the way back.

export type Route =
  | { screen: 'counter' }
  | { screen: 'coupons' }
  | { screen: 'points' }
  | { screen: 'look_up'; code: string }
  | { screen: 'customer'; organization: string; customerId: string };

export type Home = 'counter' | 'coupons' | 'points';

let current = $state.raw<Route>({ screen: 'counter' });
/** Where "back" leads: the last screen of the rail. */
let home: Home = 'counter';

export const route = {
  get current(): Route {
    return current;
  },
  go(screen: Home): void {
    home = screen;
    current = { screen };
  },
  lookUp(code: string): void {
    current = { screen: 'look_up', code };
  },
  customer(organization: string, customerId: string): void {
    current = { screen: 'customer', organization, customerId };
  },
  back(): void {
    current = { screen: home };
  },
};
