//! Confidential listings through every route.
