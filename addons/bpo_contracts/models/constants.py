"""Names shared by the models of this addon."""

# Who may read what a client pays. Portal users are listed because a client may know
# its own prices; which of them is decided by `_bpo_portal_readable_fields`.
MONEY_GROUPS = (
    "bpo_contracts.bpo_contracts_group_lead,"
    "bpo_contracts.bpo_contracts_group_billing,"
    "base.group_portal"
)

# Digits of a price per unit: a keystroke may cost 0.000612.
PRICE_DIGITS = (16, 6)
