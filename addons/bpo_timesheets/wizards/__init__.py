from . import bpo_time_reject
