"""Billing runs as jobs: one batch of contracts, one job, one transaction."""

from . import models
