//! No file handles left: nobody can come in until somebody goes.

use crate::apart::apart;

#[cfg(unix)]
#[test]
fn a_shortage_of_file_handles_costs_those_who_wait_not_the_shop() {
    use crate::client::{Client, Request};
    use crate::shop::Shop;

    apart("shortage::a_shortage_of_file_handles_costs_those_who_wait_not_the_shop", async {
        let (shop, stored) = Shop::that_stores().await;
        let mut idle = Vec::new();
        for _ in 0..40 {
            idle.push(Client::connect(shop.address()).await);
            // Served, so it is known to be inside, waiting.
            let monitor = idle.last_mut().unwrap();
            monitor.send(&Request::bare("GET", "/healthz").bytes()).await;
            assert_eq!(monitor.reply().await.status, 200);
        }
        // A socket for one more client, and none for the other side of it.
        let sockets = std::fs::read_dir("/dev/fd").unwrap().count() as u64 - 1;
        let (_, most) = rlimit::Resource::NOFILE.get().unwrap();
        rlimit::Resource::NOFILE.set(sockets + 1, most).unwrap();
        for _ in 0..3 {
            let reply = shop.send(Request::delivery("{}")).await;
            assert_eq!(reply.status, 200, "it waits a moment at most");
        }
        rlimit::Resource::NOFILE.set(most, most).unwrap();
        assert_eq!(stored.bodies().len(), 3);
        assert!(idle[0].is_closed_silently().await, "who had waited longest made room");
        assert_eq!(shop.send(Request::delivery("{}")).await.status, 200, "and all is well again");
    });
}
