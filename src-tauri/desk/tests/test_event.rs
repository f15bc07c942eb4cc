//! A test event is signed with the owner's secret, as the platform would sign it.

#![allow(clippy::unwrap_used)] // a story that cannot go on must stop

use chrono::Utc;
use desk::{Folder, KeepOld, Secret, Secrets, TestEvent};
use loyalite::{Envelope, header, signature};

#[test]
fn it_is_signed_with_the_newest_secret_and_without_one_it_says_what_to_do() {
    let home = tempfile::tempdir().unwrap();
    let secrets = Secrets::in_file(&Folder::locate(Some(home.path().to_path_buf())).unwrap());
    let none = TestEvent::new(&secrets, Utc::now()).unwrap_err();
    assert!(none.message.contains("add the secret"), "{none}");

    let secret = |text: &str| Secret::new(text).unwrap();
    secrets.add(&secret("old"), "old", Utc::now()).unwrap();
    secrets.rotate(&secret("new"), "new", KeepOld::UntilTold, Utc::now()).unwrap();
    let [one, other] = [(); 2].map(|()| TestEvent::new(&secrets, Utc::now()).unwrap());
    assert_ne!(one.id, other.id, "each is another event");
    let envelope = Envelope::read(&one.body);
    assert!(envelope.is_own_test() && envelope.id == Some(one.id));
    let headers = one.headers();
    let [signed] = headers.iter().filter(|(name, _)| *name == header::SIGNATURE).collect::<Vec<_>>()[..]
    else {
        panic!("one signature")
    };
    signature::verify(&secret("new"), &one.body, &signed.1).unwrap();
}
