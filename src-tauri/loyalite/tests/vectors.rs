//! The signature convention as others publish it. Every value was computed once more with another implementation.

use hmac::{Hmac, KeyInit, Mac};
use loyalite::{
    Secret,
    signature::{Rejected, sign, verify},
};
use sha2::Sha256;

/// Of one source: secret, body, the 64 digits.
type Vector = (&'static str, &'static str, &'static str);

/// GitHub's documentation, "Validating webhook deliveries".
const GITHUB: [Vector; 1] = [(
    "It's a Secret to Everybody",
    "Hello, World!",
    "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
)];

/// octokit/webhooks-methods.js, `test/sign.test.ts` and `test/verify.test.ts`: compact and indented JSON are different bodies,
/// and so is text with control characters and hearts.
const OCTOKIT: [Vector; 6] = [
    ("mysecret", r#"{"foo":"bar"}"#, "4864d2759938a15468b5df9ade20bf161da9b4f737ea61794142f3484236bda3"),
    (
        "mysecret",
        "{\n  \"foo\": \"bar\"\n}\n",
        "e3eccac34c43c7dc1cbb905488b1b81347fcc700a7b025697a9d07862256023f",
    ),
    (
        "development",
        r#"{"foo":"Foo\n\u001B[34mbar: ♥♥♥♥♥♥♥♥\nthis-is-lost\u001B[0m\u001B[2K"}"#,
        "afecc3caa27548bb90d51a50384cb2868b9a3327b4ad6a01c9bd4ed0f8b0b12c",
    ),
    (
        "development",
        "{\n  \"foo\": \"Foo\\n\\u001B[34mbar: ♥♥♥♥♥♥♥♥\\nthis-is-lost\\u001B[0m\\u001B[2K\"\n}\n",
        "9dacf9003316b09be07df56d86a2d0d6872e42a1e6c72c3bad9ff915a7c5603e",
    ),
    (
        "development",
        r#"{"foo":"\\u001b"}"#,
        "6f8326efbacfbd04e870cea25b5652e635be8c9807f2fd5348ef60753c9e96ed",
    ),
    (
        "development",
        "{\n  \"foo\": \"\\\\u001b\"\n}\n",
        "87316067e2011fae39998b18c46a14d83b3e7c3ffdd88fb2ee5afb7d11288e60",
    ),
];

/// adnanh/webhook, `internal/hook/hook_test.go`: an empty body is signed like any other.
const ADNANH: [Vector; 2] = [
    ("secret", r#"{"a": "z"}"#, "f417af3a21bd70379b5796d5f013915e7029f62c580fb0f500f59a35a6f04c89"),
    ("secret", "", "f9e66e179b6747ae54108f82f8ade8b3c25d76fd30afde6c395822c530196169"),
];

/// frain-dev/convoy, `pkg/verifier/verifier_test.go`.
const CONVOY: [Vector; 1] =
    [("Convoy", "Test Payload Body", "d7a154547e7c35e31c4c820e20237650939c3d34dae136e30a7757ca61abb4cf")];

#[test]
fn what_others_publish_holds_here() {
    for (key, body, digits) in [&GITHUB[..], &OCTOKIT, &ADNANH, &CONVOY].concat() {
        let (secret, header) = (Secret::new(key).unwrap(), format!("sha256={digits}"));
        assert_eq!(sign(&secret, body.as_bytes()), header, "{body:?} under {key:?}");
        assert_eq!(verify(&secret, body.as_bytes(), &header), Ok(()), "{body:?} under {key:?}");
        assert_eq!(
            verify(&secret, format!("{body} ").as_bytes(), &header),
            Err(Rejected::Mismatch),
            "one space more than {body:?} is another body"
        );
    }
}

#[test]
fn what_others_refuse_is_refused_here() {
    let right = ADNANH[0].2;
    let refused = [
        ("XXX", Rejected::Malformed, format!("sha256=XXX{}", &right[3..])),
        ("bare digits, which adnanh/webhook would take", Rejected::Malformed, right.to_owned()),
        (
            "a list, which adnanh/webhook would take",
            Rejected::Malformed,
            format!("sha256=XXX{},sha256={right}", &right[3..]),
        ),
        ("the SHA-1 of old", Rejected::Malformed, "sha1=b17e04cbb22afa8ffbff8796fc1894ed27badd9e".into()),
        ("one digit less, as octokit has it", Rejected::Malformed, format!("sha256={}", &right[1..])),
        ("one digit more, as octokit has it", Rejected::Malformed, format!("sha256={right}a")),
        ("a scheme one off, as octokit has it", Rejected::Malformed, format!("sha258={right}")),
        ("an empty body's", Rejected::Mismatch, format!("sha256={}", ADNANH[1].2)),
    ];
    let secret = Secret::new(ADNANH[0].0).unwrap();
    for (what, rejected, header) in refused {
        assert_eq!(verify(&secret, ADNANH[0].1.as_bytes(), &header), Err(rejected), "{what}");
    }
}

/// RFC 4231, HMAC-SHA-256. Most of its keys are no secret here, being no text or white space only, so the primitive beneath
/// is asked first. Case 5 publishes a truncated value and is left out.
#[test]
fn the_rfcs_own_cases_hold() {
    let cases: [(Vec<u8>, Vec<u8>, &str); 6] = [
        (
            vec![0x0b; 20],
            b"Hi There".into(),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        ),
        (
            b"Jefe".into(),
            b"what do ya want for nothing?".into(),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
        (vec![0xaa; 20], vec![0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        (
            (1..=25).collect(),
            vec![0xcd; 50],
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
        ),
        (
            vec![0xaa; 131],
            b"Test Using Larger Than Block-Size Key - Hash Key First".into(),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        ),
        (
            vec![0xaa; 131],
            b"This is a test using a larger than block-size key and a larger than block-size data. The key \
              needs to be hashed before being used by the HMAC algorithm."
                .into(),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
        ),
    ];
    for (key, body, digits) in cases {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        mac.update(&body);
        assert_eq!(hex::encode(mac.finalize().into_bytes()), digits);
        if let Some(Ok(secret)) = String::from_utf8(key).ok().map(Secret::new) {
            assert_eq!(sign(&secret, &body), format!("sha256={digits}"));
        }
    }
}
