from . import bpo_capacity_report, bpo_utilisation_report
