from . import bpo_capacity_report
