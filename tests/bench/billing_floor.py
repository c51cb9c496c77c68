"""The least that billing costs: the same invoices by native methods alone."""

from __future__ import annotations

from typing import Any

from billing_world import LAST, QUIET

BATCH = 100


def floor(env: Any, contracts: Any) -> None:
    """The same invoices, created in batches and posted, nothing tracked."""
    moves = env["account.move"].with_context(**QUIET)
    for start in range(0, len(contracts), BATCH):
        batch = contracts[start : start + BATCH]
        made = moves.create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": contract.partner_id.id,
                    "invoice_date": LAST,
                    "invoice_line_ids": [
                        (
                            0,
                            0,
                            {
                                "name": line.name,
                                "product_id": line.product_id.id,
                                "quantity": 33.5,
                                "price_unit": line.price_unit,
                                "analytic_distribution": {
                                    str(contract.analytic_account_id.id): 100
                                },
                            },
                        )
                        for line in contract.line_ids
                    ],
                }
                for contract in batch
            ]
        )
        made.action_post()
        env.cr.commit()
