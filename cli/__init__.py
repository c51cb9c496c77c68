"""The command line of BPO for Odoo: one file per verb, standard library only.

``main`` only wires options to functions. What a verb needs (Odoo, Python packages,
PostgreSQL, a browser) is built by ``environment`` into ``.bpo/`` beside the checkout.
"""
