"""Every released form of the store's tables, in order; Alembic brings an older store up to the newest."""
