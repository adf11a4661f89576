//! The binary embeds the migrations and the front end: a change of either rebuilds it.

use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
    println!("cargo:rerun-if-changed=../../frontend/dist");
    assert!(
        Path::new("../../frontend/dist/manifest.json").exists(),
        "the front end is not built: run script/setup (or `npm ci && npm run build` in frontend/)"
    );
}
