mod closing;
mod export;
mod holdings;
mod inactivity;
mod person;
mod retention;
