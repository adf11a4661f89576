//! Photographs and documents, from the form to the page.

