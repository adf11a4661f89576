//! PostgreSQL: pools of connections, and the program's own cluster for those who bring none.

mod connect;
mod copy;
mod private_cluster;

pub use connect::{ConnectError, PoolSettings, connect, connect_with, require_extensions};
pub use copy::CopyRows;
#[cfg(feature = "testing")]
pub(crate) use private_cluster::Durability;
pub use private_cluster::{ClusterError, PrivateCluster, SUPERUSER, program};
