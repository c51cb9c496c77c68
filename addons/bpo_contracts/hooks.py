"""What Odoo leaves to the add-on when it is uninstalled."""

# Models of the add-on alone: those that another add-on also has a part in stay, unless
# that one goes too.
FORGET = """
    WITH own AS (
        SELECT ours.res_id AS id
          FROM ir_model_data AS ours
         WHERE ours.module = %(addon)s AND ours.model = 'ir.model'
           AND NOT EXISTS (
               SELECT FROM ir_model_data AS other
                 JOIN ir_module_module AS module ON module.name = other.module
                WHERE other.model = 'ir.model' AND other.res_id = ours.res_id
                  AND other.module <> %(addon)s AND module.state <> 'to remove'
               )
    )
    DELETE FROM ir_model_data
     WHERE model = 'ir.model.inherit' AND module <> %(addon)s AND res_id IN (
               SELECT id FROM ir_model_inherit WHERE model_id IN (SELECT id FROM own)
           )
        OR model = 'ir.model.fields.selection' AND module <> %(addon)s AND res_id IN (
               SELECT option.id
                 FROM ir_model_fields_selection AS option
                 JOIN ir_model_fields AS field ON field.id = option.field_id
                WHERE field.model_id IN (SELECT id FROM own)
           )
"""


def forget_mixin_ids(env, addon):
    """Remove external ids that other add-ons hold of what goes with our models.

    A mixin's add-on, such as mail, names the mixin's options and extensions on each
    model that uses it. Those records go with the model, their external ids would stay.

    :param str addon: technical name of the add-on that is uninstalled
    """
    env.cr.execute(FORGET, {"addon": addon})


def keep_used_plan(env):
    """Leave the analytic plan to the accounts that use it, and to their books.

    Without its external id it is an ordinary plan, and Odoo does not try to delete it.
    """
    plan = env.ref("bpo_contracts.analytic_plan_contracts", False)
    accounts = env["account.analytic.account"].with_context(active_test=False)
    if plan and accounts.search_count([("plan_id", "child_of", plan.id)], limit=1):
        ids = env["ir.model.data"]
        ids.search(
            [("model", "=", "account.analytic.plan"), ("res_id", "=", plan.id)]
        ).unlink()


def uninstall_hook(env):
    """Leave nothing behind but the books."""
    forget_mixin_ids(env, "bpo_contracts")
    keep_used_plan(env)
