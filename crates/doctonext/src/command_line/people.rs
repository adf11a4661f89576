//! `doctonext people`: the first administrator, roles, a lost second factor.

use clap::{Subcommand, ValueEnum};

use super::Store;
use crate::{accounts, config::Settings, server};

/// Acts on people's accounts. Each is written in the log of sensitive acts and told to the person.
#[derive(Debug, Subcommand)]
pub(super) enum People {
    /// Make the first administrator: an account if the address has none, and a link, valid for a day, that chooses its
    /// password. Refused once there is an administrator.
    FirstAdmin {
        /// E-mail address.
        email: String,
        /// Name of a new account.
        #[arg(long, default_value = "Administration")]
        name: String,
    },
    /// Give somebody a role. Their sessions end.
    Role {
        /// E-mail address.
        email: String,
        /// What they may do from now on.
        role: Role,
        /// Why, for the log.
        #[arg(long)]
        reason: String,
    },
    /// Take away the second factor of somebody who lost it and every recovery code. Make sure of who asks first.
    ResetSecondFactor {
        /// E-mail address.
        email: String,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Role {
    /// A member like others.
    User,
    /// Reads the team's pages, moderates.
    Moderator,
    /// Also gives roles.
    Admin,
}

impl Role {
    fn code(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Moderator => "moderator",
            Self::Admin => "admin",
        }
    }
}

pub(super) async fn run(settings: Settings, what: People) -> anyhow::Result<()> {
    let store = Store::open(&settings).await?;
    let outcome = act(settings, &store, what).await;
    store.close().await;
    println!("{}", outcome?);
    Ok(())
}

async fn act(settings: Settings, store: &Store, what: People) -> anyhow::Result<String> {
    let app = server::quiet_app(settings, store).await?;
    match what {
        People::FirstAdmin { email, name } => {
            let link = accounts::make_first_admin(&app, &email, &name).await?;
            Ok(format!("{email} is administrator. The password is chosen here, within a day:\n{link}"))
        }
        People::Role { email, role, reason } => {
            let email = accounts::read_email(&email)?;
            let person = accounts::person_at(&app, &email).await?.ok_or(accounts::RoleError::Nobody)?;
            accounts::give_role(&app, None, &person.id, role.code(), &reason).await?;
            Ok(format!("{email} has the role {}", role.code()))
        }
        People::ResetSecondFactor { email } => {
            accounts::reset_second_factor(&app, &email).await?;
            Ok(format!("{email} has no second factor any more"))
        }
    }
}
