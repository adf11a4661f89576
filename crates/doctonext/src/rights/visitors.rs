//! Who may come.

use crate::testing::{Browser, Someone, World};

/// Every kind of visitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Anonymous,
    /// Signed in, address not confirmed.
    Unconfirmed,
    /// A member of this trust level.
    Member(i16),
    Moderator,
    /// A moderator who has not shown a second factor.
    BareModerator,
    Admin,
    /// The team, looking as a member.
    Looking,
}

pub(super) const KINDS: [Kind; 10] = [
    Kind::Anonymous,
    Kind::Unconfirmed,
    Kind::Member(0),
    Kind::Member(1),
    Kind::Member(2),
    Kind::Member(3),
    Kind::Moderator,
    Kind::BareModerator,
    Kind::Admin,
    Kind::Looking,
];

impl Kind {
    pub(super) async fn arrive(self, world: &World) -> Browser<'_> {
        let member = Someone::default();
        match self {
            Self::Anonymous => world.browser(),
            Self::Unconfirmed => {
                world.sign_up_as("ursule", Someone { email_verified: false, ..member }).await
            }
            Self::Member(level) => {
                let name = ["zoe", "paul", "ines", "luc"][usize::try_from(level).unwrap()];
                world.sign_up_as(name, Someone { trust_level: level, ..member }).await
            }
            Self::Moderator => world.moderator().await,
            Self::BareModerator => world.sign_up_as("bastien", Someone { role: "moderator", ..member }).await,
            Self::Admin => world.admin().await,
            Self::Looking => {
                let browser = world.sign_up("carole").await;
                sqlx::query("update sessions set acting_staff_id = 'ada', acting_reason = 'aide' where user_id = 'carole'")
                    .execute(world.db())
                    .await
                    .unwrap();
                browser
            }
        }
    }
}
