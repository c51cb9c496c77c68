"""Copying terms from one model to another that shares them."""

from odoo import api, models


class BpoTermsCopyMixin(models.AbstractModel):
    """Read the terms declared by the abstract model ``_terms_model``."""

    _name = "bpo.terms.copy.mixin"
    _description = "Copy of Terms"

    _terms_model = None

    @api.model
    def _get_term_names(self):
        """Return the names of the fields that hold the terms.

        :rtype: list[str]
        """
        shared = self.env[self._terms_model]._fields
        return [name for name in shared if name not in ("id", "display_name")]

    def _prepare_terms_vals(self):
        """Return the terms as values for another record.

        :rtype: dict
        """
        self.ensure_one()
        return {
            name: self._fields[name].convert_to_write(self[name], self)
            for name in self._get_term_names()
        }
