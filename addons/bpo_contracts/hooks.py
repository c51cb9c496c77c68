"""What Odoo leaves to the add-on when it is uninstalled."""

# Only the add-on's own models: those it extends stay.
FORGET = """
    WITH own AS (
        SELECT res_id AS id FROM ir_model_data
         WHERE module = %(addon)s AND model = 'ir.model'
           AND name LIKE 'model\\_bpo\\_%%'
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


def uninstall_hook(env):
    """Leave nothing behind."""
    forget_mixin_ids(env, "bpo_contracts")
