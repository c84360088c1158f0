"""Running an agency without a programmer: accounts, roles, lending, units, hours, certificates; one's own account."""
