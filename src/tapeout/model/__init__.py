"""Pure functions: the ledger in, frozen results of quantities out."""
