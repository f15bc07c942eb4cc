//! Whether deliveries can come in, and the words for it.

use serde::{Deserialize, Serialize};

use crate::Secrets;

/// Whether deliveries can come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub enum Listening {
    /// They can.
    On {
        /// Where.
        address: String,
    },
    /// The door is open, but without a signing secret every delivery is refused.
    NoSecret {
        /// Where.
        address: String,
    },
    /// The door is open, but the secrets lie in a keychain that cannot be reached, so every delivery is refused.
    SecretUnreachable {
        /// Where.
        address: String,
    },
    /// Another program uses the port.
    PortInUse {
        /// Where.
        address: String,
    },
    /// Another program keeps this data folder's desk.
    HeldElsewhere {
        /// Which.
        holder: String,
    },
    /// The address cannot be listened on for another reason.
    Failed {
        /// Where.
        address: String,
        /// Why.
        message: String,
    },
    /// Who keeps the desk has failed, and is begun again.
    Restarting,
    /// Nobody listens, because the desk was opened in safe mode.
    Safe,
    /// Nobody listens: what would arrive cannot be kept, or the desk is closing.
    Shut,
}

impl Listening {
    /// The same with the secrets of this moment: without one, an open door lets nobody in.
    pub(crate) fn with(self, secrets: &Secrets) -> Self {
        let Some(address) = self.open_at().map(str::to_owned) else { return self };
        if !secrets.active().is_empty() {
            Self::On { address }
        } else if secrets.lie_out_of_reach() {
            Self::SecretUnreachable { address }
        } else {
            Self::NoSecret { address }
        }
    }

    /// Where the door is open, whoever it lets in.
    pub fn open_at(&self) -> Option<&str> {
        match self {
            Self::On { address } | Self::NoSecret { address } | Self::SecretUnreachable { address } => {
                Some(address)
            }
            Self::PortInUse { .. }
            | Self::HeldElsewhere { .. }
            | Self::Failed { .. }
            | Self::Restarting
            | Self::Safe
            | Self::Shut => None,
        }
    }

    /// What is in the way, in the English words of the window; `None` when deliveries can come in, or when the store is
    /// what is in the way.
    pub fn obstacle(&self) -> Option<String> {
        match self {
            Self::On { .. } | Self::Shut => None,
            Self::NoSecret { .. } => Some("No signing secret yet, so every record is turned away.".into()),
            Self::SecretUnreachable { .. } => Some(
                "The signing secret lies in this PC’s keychain, which cannot be reached, so every record is turned away."
                    .into(),
            ),
            Self::PortInUse { address } => {
                Some(format!("Another program uses the address {address}, so no record can arrive."))
            }
            Self::HeldElsewhere { holder } => {
                Some(format!("Another Stampdesk has this shop’s records open: {holder}. They arrive there."))
            }
            Self::Failed { address, message } => {
                Some(format!("Stampdesk cannot listen on {address}: {message}."))
            }
            Self::Restarting => Some("A part of Stampdesk failed, so no record can arrive at this moment.".into()),
            Self::Safe => Some("Stampdesk runs in safe mode, so no record arrives.".into()),
        }
    }

    /// What is in the way and what to do about it, in the same words.
    pub fn trouble(&self) -> Option<String> {
        let remedy = match self {
            Self::On { .. } | Self::Shut => return None,
            Self::NoSecret { .. } => {
                "Add the secret of your Loyalite endpoint. Loyalite tries again for about eight hours; nothing is lost \
                 until then."
            }
            Self::SecretUnreachable { .. } => {
                "Unlock the keychain, or add the secret once more. Loyalite tries again for about eight hours; nothing \
                 is lost until then."
            }
            Self::PortInUse { .. } => {
                "Close that program; Stampdesk goes on by itself as soon as the address is free. Or choose another \
                 address."
            }
            Self::HeldElsewhere { .. } => "To listen here, close it; Stampdesk goes on here by itself.",
            Self::Failed { .. } => "It is tried again every second; if it stays so, choose another address.",
            Self::Restarting => "It starts again by itself; Loyalite tries again, and nothing is lost.",
            Self::Safe => {
                "Choose “Start normally”. Loyalite tries again for about eight hours; nothing is lost until then."
            }
        };
        self.obstacle().map(|obstacle| format!("{obstacle} {remedy}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_says_the_same_in_english() {
        let catalogue = include_str!("../../../ui/src/messages/en.ts");
        let (address, holder, message) =
            ("{{address}}".to_owned(), "{{holder}}".into(), "{{message}}".into());
        for listening in [
            Listening::NoSecret { address: address.clone() },
            Listening::SecretUnreachable { address: address.clone() },
            Listening::PortInUse { address: address.clone() },
            Listening::HeldElsewhere { holder },
            Listening::Failed { address, message },
            Listening::Restarting,
            Listening::Safe,
        ] {
            let (trouble, obstacle) = (listening.trouble().unwrap(), listening.obstacle().unwrap());
            let remedy = trouble.strip_prefix(&obstacle).unwrap().trim_start();
            for words in [&obstacle, remedy] {
                assert!(catalogue.contains(&format!("'{words}'")), "the window has no “{words}”");
            }
        }
    }
}
