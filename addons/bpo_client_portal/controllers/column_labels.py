"""Names of table columns, which rows show beside their cells at phone width."""


def column_labels(env):
    """Return English column name -> name in the reader's language.

    Attributes of this kind are not translated in templates.
    """
    _ = env._
    return {
        "Amount": _("Amount"),
        "Before tax": _("Before tax"),
        "Billed": _("Billed"),
        "Contract": _("Contract"),
        "Date": _("Date"),
        "Delivered": _("Delivered"),
        "Due": _("Due"),
        "E-mail": _("E-mail"),
        "Hours": _("Hours"),
        "In-house cost": _("In-house cost"),
        "Invoice": _("Invoice"),
        "Measured by": _("Measured by"),
        "Period": _("Period"),
        "Price": _("Price"),
        "Progress": _("Progress"),
        "Quantity": _("Quantity"),
        "Received": _("Received"),
        "Result": _("Result"),
        "Saved": _("Saved"),
        "Service": _("Service"),
        "Status": _("Status"),
        "Sum": _("Sum"),
        "Target": _("Target"),
        "Within": _("Within"),
        "Work order": _("Work order"),
        "Your comment": _("Your comment"),
    }
