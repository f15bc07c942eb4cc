//! What notifications say: short, in the owner's language, and nothing that a customer at the counter may not read.

use desk::Language;
use desk::query::Visit;

use super::causes::News;
use crate::shell::{Place, Standing};

/// So many codes are named; the others are counted.
const NAMED: usize = 3;
/// A coupon's name is cut here.
const LONGEST: usize = 60;

/// A notification: what it says, and where a click on it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Its heading.
    pub title: String,
    /// What it says beneath.
    pub body: String,
    /// What a click opens.
    pub place: Place,
}

/// The words for `news`.
pub fn words(news: &News, language: Language) -> Words {
    let say = |turkish: &'static str, english: &'static str| match language {
        Language::Tr => turkish,
        Language::En => english,
    };
    match news {
        News::Rewards(visits) => rewards(visits, language),
        News::Trouble(standing) => Words {
            title: say("Bağlantıda sorun var", "Trouble with the connection").into(),
            body: trouble(*standing, say).into(),
            place: Place::Connection,
        },
        News::Silence(seconds) => Words {
            title: say("Alışılmadık bir sessizlik", "Unusually silent").into(),
            body: silence(seconds / 3_600, language),
            place: Place::Connection,
        },
    }
}

/// What a button says that does what a click on the notification does.
pub fn open(language: Language) -> &'static str {
    match language {
        Language::Tr => "Aç",
        Language::En => "Open",
    }
}

fn rewards(visits: &[Visit], language: Language) -> Words {
    if let [visit] = visits {
        return reward(visit, language);
    }
    let codes: Vec<String> = visits
        .iter()
        .filter_map(|visit| visit.customer_code)
        .take(NAMED)
        .map(|code| code.to_string())
        .collect();
    let (named, others) = (codes.join(", "), visits.len() - codes.len());
    let (title, more) = match language {
        Language::Tr => {
            (format!("{} müşterinin ödülü bekliyor", visits.len()), format!(" ve {others} müşteri daha"))
        }
        Language::En => {
            (format!("Rewards are waiting for {} customers", visits.len()), format!(" and {others} more"))
        }
    };
    let body = if others == 0 { named } else { named + &more };
    Words { title, body, place: Place::Coupons }
}

fn reward(visit: &Visit, language: Language) -> Words {
    let title = match language {
        Language::Tr => "Bekleyen ödül var",
        Language::En => "A reward is waiting",
    };
    let code = visit.customer_code.map(|code| match language {
        Language::Tr => format!("Müşteri {code}"),
        Language::En => format!("Customer {code}"),
    });
    let coupon = match (visit.coupons, &visit.coupon_name, language) {
        (2.., _, Language::Tr) => Some(format!("{} kupon", visit.coupons)),
        (2.., _, Language::En) => Some(format!("{} coupons", visit.coupons)),
        (_, name, _) => name.as_deref().map(plain),
    };
    let body = [code, coupon].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let place = Place::Customer {
        organization: visit.customer.organization.clone(),
        customer_id: visit.customer.customer_id,
    };
    Words { title: title.into(), body, place }
}

/// The platform's words on one short line.
fn plain(name: &str) -> String {
    let line: String = name.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let line = line.trim();
    let cut = line.char_indices().nth(LONGEST).map_or(line, |(end, _)| &line[..end]);
    if cut.len() < line.len() { format!("{}…", cut.trim_end()) } else { cut.to_owned() }
}

fn trouble(standing: Standing, say: impl Fn(&'static str, &'static str) -> &'static str) -> &'static str {
    match standing {
        Standing::NoSecret => say(
            "İmza anahtarı yok; gelen kayıtlar geri çevriliyor.",
            "There is no signing secret; records are turned away.",
        ),
        Standing::KeychainLocked => say(
            "Parola kasası kilitli; gelen kayıtlar geri çevriliyor.",
            "The keychain is locked; records are turned away.",
        ),
        Standing::Suspected => say(
            "İmzalar tutmuyor; gelen kayıtlar geri çevriliyor.",
            "Signatures do not match; records are turned away.",
        ),
        Standing::NoInternet => say(
            "Bu bilgisayarda internet yok gibi görünüyor; kayıtlar gelemiyor.",
            "This PC seems to have no internet; records cannot arrive.",
        ),
        Standing::RecordsClosed => say(
            "Kayıtlar açılamıyor; gelenler saklanamıyor.",
            "The records cannot be opened; what arrives cannot be kept.",
        ),
        Standing::NotListening => say(
            "Stampdesk kendi adresinde dinleyemiyor; kayıtlar gelemiyor.",
            "Stampdesk cannot listen at its address; records cannot arrive.",
        ),
        _ => say(
            "İnternetten bu bilgisayara ulaşılamıyor; kayıtlar gelemiyor.",
            "This PC cannot be reached from the internet; records cannot arrive.",
        ),
    }
}

fn silence(hours: i64, language: Language) -> String {
    match language {
        Language::Tr => {
            format!("{hours} saati aşkın süredir kayıt gelmedi. Dükkân açıksa bağlantıya bir bakın.",)
        }
        Language::En if hours == 1 => {
            "For over an hour no record has arrived. If the shop is open, look at the connection.".into()
        }
        Language::En => {
            format!(
                "For over {hours} hours no record has arrived. If the shop is open, look at the connection."
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use desk::{CustomerCode, CustomerKey};
    use uuid::Uuid;

    use super::*;

    fn visit(code: i64, coupons: i64, name: &str) -> Visit {
        Visit {
            customer: CustomerKey { organization: "kahveci-mehmet".into(), customer_id: Uuid::from_u128(7) },
            customer_code: CustomerCode::new(code),
            coupons,
            coupon_name: Some(name.into()),
        }
    }

    fn said(visits: Vec<Visit>, language: Language) -> (String, String) {
        let Words { title, body, .. } = words(&News::Rewards(visits), language);
        (title, body)
    }

    #[test]
    fn one_reward_is_called_by_its_name_and_many_are_counted() {
        let one = vec![visit(482_193, 1, "Bedava Kahve")];
        let both = |title: &str, body: &str| (title.to_owned(), body.to_owned());
        let customer = "Müşteri 482193 · Bedava Kahve";
        assert_eq!(said(one.clone(), Language::Tr), both("Bekleyen ödül var", customer));
        let Place::Customer { organization, .. } = words(&News::Rewards(one), Language::En).place else {
            panic!("a click opens the customer")
        };
        assert_eq!(organization, "kahveci-mehmet");
        let more = said(vec![visit(482_193, 2, "Free Coffee")], Language::En);
        assert_eq!(more, both("A reward is waiting", "Customer 482193 · 2 coupons"));
        let five: Vec<_> = (1..=5).map(|code| visit(code, 1, "Free Coffee")).collect();
        let body = "000001, 000002, 000003 and 2 more";
        assert_eq!(said(five.clone(), Language::En), both("Rewards are waiting for 5 customers", body));
        assert_eq!(words(&News::Rewards(five), Language::Tr).place, Place::Coupons);
    }

    #[test]
    fn a_name_from_outside_stays_one_short_line() {
        assert_eq!(plain("Free\nCoffee\u{7}"), "Free Coffee");
        let long = plain(&"ş".repeat(500));
        assert_eq!(long.chars().count(), LONGEST + 1, "and says that it goes on");
    }
}
