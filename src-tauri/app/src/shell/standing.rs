//! How it stands at a glance: what the tray's icon and its first line say. The rules are those of the window.

use desk::{Listening, Status, StoreState, TunnelState, Verdict, Way};

/// How it stands. What is nearest to this PC comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Deliveries can come in; whether the internet reaches this PC, nobody said to ask.
    Listening,
    /// It is proven that the internet reaches this PC.
    Reachable,
    /// That is not known yet.
    Checking,
    /// Without a signing secret, everything is turned away.
    NoSecret,
    /// The secrets cannot be reached.
    KeychainLocked,
    /// Signatures do not match.
    Suspected,
    /// The internet does not reach this PC.
    NotReached,
    /// There seems to be none.
    NoInternet,
    /// Another program does this one's work.
    Elsewhere,
    /// The address cannot be listened on.
    NotListening,
    /// In safe mode nothing is taken in.
    SafeMode,
    /// What would arrive cannot be kept.
    RecordsClosed,
}

/// What an icon can say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// All is well.
    Well,
    /// Somebody should look.
    Trouble,
    /// Nothing can come in here.
    Off,
}

impl Standing {
    /// That of a desk.
    pub fn of(status: &Status) -> Self {
        if matches!(status.store, StoreState::Failed { .. }) {
            return Self::RecordsClosed;
        }
        match &status.listening {
            Listening::Shut => Self::RecordsClosed,
            Listening::PortInUse { .. } | Listening::Failed { .. } | Listening::Restarting => {
                Self::NotListening
            }
            Listening::HeldElsewhere { .. } => Self::Elsewhere,
            Listening::NoSecret { .. } => Self::NoSecret,
            Listening::SecretUnreachable { .. } => Self::KeychainLocked,
            Listening::On { .. } if status.suspicion.is_some() => Self::Suspected,
            Listening::On { .. } if matches!(status.settings.way, Way::None) => Self::Listening,
            Listening::On { .. } => Self::on_the_road(&status.road.tunnel, status.road.verdict.as_ref()),
            Listening::Safe => Self::SafeMode,
        }
    }

    fn on_the_road(tunnel: &TunnelState, verdict: Option<&Verdict>) -> Self {
        match (tunnel, verdict) {
            (TunnelState::Missing { .. } | TunnelState::Failed { .. }, _) => Self::NotReached,
            (TunnelState::Up { .. }, Some(Verdict::Reachable { .. })) => Self::Reachable,
            (TunnelState::Up { .. }, Some(Verdict::NoInternet)) => Self::NoInternet,
            (TunnelState::Up { .. }, Some(_)) => Self::NotReached,
            (TunnelState::Up { .. } | TunnelState::Off | TunnelState::Starting { .. }, _) => Self::Checking,
        }
    }

    /// The icon's sign for it.
    pub fn sign(self) -> Sign {
        match self {
            Self::Listening | Self::Reachable | Self::Checking => Sign::Well,
            Self::NoSecret | Self::KeychainLocked | Self::Suspected | Self::NotReached | Self::NoInternet => {
                Sign::Trouble
            }
            Self::Elsewhere | Self::NotListening | Self::SafeMode | Self::RecordsClosed => Sign::Off,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_counts_only_while_the_tunnel_is_up() {
        let up = TunnelState::Up { url: "https://shop.example".into(), program: None };
        let starting = TunnelState::Starting { program: "cloudflared".into() };
        let missing = TunnelState::Missing { program: "ngrok".into(), how: String::new() };
        let cut_off = Verdict::OtherAnswers;
        for (tunnel, verdict, expected) in [
            (&up, None, Standing::Checking),
            (&up, Some(&Verdict::NoInternet), Standing::NoInternet),
            (&up, Some(&cut_off), Standing::NotReached),
            (&starting, Some(&cut_off), Standing::Checking),
            (&missing, None, Standing::NotReached),
        ] {
            assert_eq!(Standing::on_the_road(tunnel, verdict), expected, "{tunnel:?} {verdict:?}");
        }
    }
}
