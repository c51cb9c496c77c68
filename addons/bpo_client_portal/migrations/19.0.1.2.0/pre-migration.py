"""Leaves one deadline for the client's answer on hours: the contract's.

The company had one besides, in calendar days, with a job of its own. Where it was set,
contracts that waited without end take its days over. The job goes here, since Odoo
keeps data that is not to be updated; the view, since its field is gone before it.
"""

import logging

from odoo import SUPERUSER_ID, api
from odoo.tools.sql import column_exists

_logger = logging.getLogger(__name__)

TAKEN_OVER = """
    UPDATE bpo_contract AS contract
       SET client_approval_days = company.bpo_client_approval_days
      FROM res_company AS company
     WHERE company.id = contract.company_id
       AND company.bpo_client_approval_days > 0
       AND COALESCE(contract.client_approval_days, 0) = 0
 RETURNING contract.name
"""


def migrate(cr, version):
    """Take the company's days over; remove the job and the setting.

    :param version: the version that was installed
    """
    if column_exists(cr, "res_company", "bpo_client_approval_days"):
        cr.execute(TAKEN_OVER)
        for (name,) in cr.fetchall():
            _logger.info("%s waited without end, now for the company's days", name)
    env = api.Environment(cr, SUPERUSER_ID, {})
    job = _found(env, "ir_cron_bpo_deemed_approval")
    if job:
        action = job.ir_actions_server_id
        job.unlink()
        action.unlink()
    view = _found(env, "res_config_settings_view_form")
    if view:
        view.unlink()


def _found(env, name):
    return env.ref(f"bpo_client_portal.{name}", raise_if_not_found=False)
