//! The door moves: the owner chose another address, here or through another program.

use super::Keeper;
use crate::address::{self, chosen};
use crate::door::{Behind, Door};
use crate::{DeskError, ErrorCode, Listening, Settings};

impl Keeper {
    /// Keeps `settings`, or nothing of them.
    pub(super) async fn choose(&mut self, settings: Settings) -> Result<(), DeskError> {
        settings.check()?;
        let before = self.address.clone();
        self.move_door(chosen(&settings)).await?;
        if let Err(error) = settings.keep(&self.shared.folder) {
            if let Err(error) = self.move_door(&before).await {
                tracing::warn!(%error, "cannot go back to where the settings still are");
            }
            return Err(error);
        }
        self.settings.clone_from(&settings);
        // At once: whoever hears that they are kept finds them so.
        self.shared.standing.send_modify(|standing| standing.settings = settings);
        Ok(())
    }

    /// Does what another program wrote into the settings, once.
    pub(super) async fn follow_settings(&mut self) {
        let Ok(settings) = Settings::read(&self.shared.folder) else { return };
        if settings == self.settings {
            return;
        }
        let address = chosen(&settings);
        if let Err(error) = address::check(address) {
            tracing::warn!("the address stays {}: {error}", self.address);
        } else if self.door.is_ok() {
            if let Err(error) = self.move_door(address).await {
                tracing::warn!("the address stays {}: {error}", self.address);
            }
        } else if !self.shared.address_fixed {
            address.clone_into(&mut self.address); // nothing is open that could be lost
        }
        self.settings = settings;
    }

    /// Moves the door to `address`: opens it there, then closes it here. On any failure it stays where it is.
    async fn move_door(&mut self, address: &str) -> Result<(), DeskError> {
        if self.shared.address_fixed || address == self.address {
            return Ok(());
        }
        if let Ok(behind) = self.behind() {
            let door = match Door::open(address, behind.clone()).await {
                Err(Listening::PortInUse { .. }) if self.is_on_port_of(address) => {
                    self.swap_door(address, behind).await
                }
                opened => opened,
            };
            let door = door.map_err(|trouble| {
                DeskError::new(ErrorCode::Address, trouble.obstacle().unwrap_or_default())
            })?;
            self.replace_door(Ok(door));
        }
        address.clone_into(&mut self.address);
        Ok(())
    }

    /// It may be ourselves who are in the way: 127.0.0.1:8787 is part of 0.0.0.0:8787. So the door is shut first, and
    /// opened again where it was if that does not help.
    async fn swap_door(&mut self, address: &str, behind: Behind) -> Result<Door, Listening> {
        let Ok(old) = &mut self.door else { return Err(Listening::PortInUse { address: address.into() }) };
        old.shut().await;
        let back = old.address().to_string();
        let opened = Door::open(address, behind.clone()).await;
        if opened.is_err() {
            let reopened = Door::open(&back, behind).await;
            self.replace_door(reopened);
        }
        opened
    }

    fn is_on_port_of(&self, address: &str) -> bool {
        let port = address.rsplit(':').next().and_then(|port| port.parse().ok());
        self.door.as_ref().is_ok_and(|door| port == Some(door.address().port()))
    }
}
