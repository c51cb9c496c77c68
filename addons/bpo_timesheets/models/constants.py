"""What several models of time share."""

# Internal users, and whoever else may read analytic lines: views of such lines are
# checked against every group that reads them.
TIME_READERS = "base.group_user,analytic.group_analytic_accounting"
