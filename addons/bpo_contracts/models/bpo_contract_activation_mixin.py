"""What must be right before a contract comes into force."""

from odoo import models
from odoo.exceptions import UserError

SENSITIVE = ("confidential", "restricted")


class BpoContractActivationMixin(models.AbstractModel):
    """Checks of the whole contract, reported all at once."""

    _name = "bpo.contract.activation.mixin"
    _description = "Contract Activation"

    def _check_activation(self):
        """Raise where a contract is not ready.

        :raise UserError: all problems of the first such contract
        """
        for contract in self:
            problems = contract._get_activation_problems()
            if problems:
                raise UserError(
                    self.env._(
                        "Contract %(contract)s cannot be activated yet:",
                        contract=contract.name,
                    )
                    + "".join(f"\n- {problem}" for problem in problems)
                )

    def _get_activation_problems(self):
        """Return one sentence per problem.

        Extend to add checks; an empty list means ready.

        :rtype: list[str]
        """
        self.ensure_one()
        problems = []
        if not self.line_ids:
            problems.append(self.env._("Add at least one service."))
        for line in self.line_ids:
            problems += line._get_activation_problems()
        return problems + self._get_dpa_problems() + self._get_sla_problems()

    def _get_dpa_problems(self):
        """Ask for the processing agreement where the data need one."""
        if self.data_class not in SENSITIVE:
            return []
        if self.dpa_state != "signed":
            return [
                self.env._(
                    "Have the processing agreement signed: the client's data are "
                    "%(data_class)s.",
                    data_class=self.data_class,
                )
            ]
        if self.dpa_date_end and self.dpa_date_end < self._get_today():
            return [
                self.env._(
                    "Renew the processing agreement: it ended on %(day)s.",
                    day=self.dpa_date_end,
                )
            ]
        return []

    def _get_sla_problems(self):
        """Return what is wrong with the service levels; extended by them."""
        return []
