//! PostgreSQL: pools of connections, and the program's own cluster for those who bring none.

mod connect;
mod copy;
mod extensions;
mod private_cluster;

pub use connect::{ConnectError, PoolSettings, connect, connect_patiently, connect_with};
pub use copy::CopyRows;
pub use extensions::require_extensions;
#[cfg(feature = "testing")]
pub(crate) use private_cluster::Durability;
pub use private_cluster::{ClusterError, PrivateCluster, SUPERUSER, program};
