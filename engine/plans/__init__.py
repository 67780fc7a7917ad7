"""Options on the table: which programmes, when, by which key; plans by half-year, and the ledger of what is unspent."""
