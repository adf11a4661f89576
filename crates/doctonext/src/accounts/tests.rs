//! Accounts through their routes.
