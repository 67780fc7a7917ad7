"""One adapter a published table, and the two shipped data folders that are built from them."""
