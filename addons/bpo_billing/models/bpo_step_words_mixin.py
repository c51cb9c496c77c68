"""The vocabulary of calculation steps, for translation."""

from odoo import api, models


class BpoStepWordsMixin(models.AbstractModel):
    """Texts by the codes of :mod:`..step_labels`, in the environment's language."""

    _name = "bpo.step.words.mixin"
    _description = "Vocabulary of Calculation Steps"

    @api.model
    def _bpo_get_label_words(self):
        """Labels of steps by code.

        :rtype: dict[str, str]
        """
        _ = self.env._
        return {
            "minutes": _("%(quantity)s min at %(rate)s per hour"),
            "surcharge": _("%(quantity)s min at %(percent)s %% of %(rate)s per hour"),
            "working_days": _("%(first)s to %(last)s: %(days)s of %(of)s working days"),
            "days": _("%(first)s to %(last)s: %(days)s of %(of)s days"),
            "allocation_working": _("%(percent)s %%, %(days)s of %(of)s working days"),
            "allocation": _("%(percent)s %%, %(days)s of %(of)s days"),
            "fte_hours": _("%(hours)s h of %(whole)s h per FTE"),
            "overage": _("%(used)s used, %(available)s %(unit)s included"),
            "accepted": _("%(quantity)s %(unit)s accepted"),
            "to_minimum": _("%(quantity)s %(unit)s to the minimum quantity"),
            "above_band": _("%(quantity)s %(unit)s above the band"),
            "above_baseline": _("%(quantity)s %(unit)s above the baseline"),
            "below_band": _("%(quantity)s %(unit)s below the band"),
            "below_baseline": _("%(quantity)s %(unit)s below the baseline"),
            "tier": _("Above %(start)s to %(end)s: %(quantity)s %(unit)s"),
            "last_tier": _("Above %(start)s and more: %(quantity)s %(unit)s"),
            "tier_fee": _("Flat fee above %(start)s"),
            "volume": _("From %(start)s: all %(quantity)s %(unit)s"),
            "volume_fee": _("Flat fee from %(start)s"),
            "packages": _("%(count)s × %(size)s %(unit)s"),
            "packages_bare": _("%(count)s × %(size)s"),
            "reached": _("Reached %(day)s"),
            "share_of_saving": _("%(percent)s %% of %(base)s - %(measured)s"),
            "above_cap": _("Above the cap of %(cap)s"),
            "markup": _("%(amount)s plus %(percent)s %% markup"),
            "minimum_working": _("Minimum: %(days)s of %(of)s working days"),
            "minimum": _("Minimum: %(days)s of %(of)s days"),
            "charges": _("Charges of the period"),
            "late_work": _("All work of %(first)s to %(last)s"),
            "billed_before": _("Billed before"),
            "changed": _("%(rate)s changed by %(percent)s %%"),
        }

    @api.model
    def _bpo_get_name_words(self):
        """What billing appends to names of charges, by code.

        :rtype: dict[str, str]
        """
        _ = self.env._
        return {
            "minimum_commitment": _("Minimum commitment"),
            "late": _("%(rest)s, late for %(first)s to %(last)s"),
            "dated": _("%(rest)s (from %(first)s until %(last)s)"),
            "dated_from": _("%(rest)s (from %(first)s)"),
            "dated_until": _("%(rest)s (until %(last)s)"),
            "additional": _("%(rest)s, additional resources"),
            "reduced": _("%(rest)s, reduced resources"),
            "overage": _("%(rest)s, overage"),
        }

    @api.model
    def _bpo_get_notice_words(self):
        """Notices by code.

        :rtype: dict[str, str]
        """
        _ = self.env._
        return {
            "volume_cliff": _(
                "“%(line)s”: the volume price changes at %(edge)s. %(below)s is due "
                "just below it, %(above)s from it on."
            ),
            "free_overage": _(
                "“%(line)s”: %(overage)s beyond the included quantity are not billed, "
                "as no overage price is agreed."
            ),
        }

    @api.model
    def _bpo_get_unit_words(self):
        """Units of steps.

        :rtype: dict[str, str]
        """
        _ = self.env._
        return {
            "FTE": _("FTE"),
            "adjustment": _("adjustment"),
            "bill": _("cost"),
            "cap": "",
            "fee": _("flat fee"),
            "hour": _("h"),
            "milestone": _("milestone"),
            "minute": _("min"),
            "package": _("package"),
            "period": _("period"),
            "price": _("price"),
            "saving": _("saved"),
            "unit": _("units"),
        }

    @api.model
    def _bpo_get_fact_words(self):
        """Labels of the measurements beside the steps.

        :rtype: dict[str, str]
        """
        _ = self.env._
        return {
            "actual_minutes": _("Actual minutes"),
            "agreed_rate": _("Agreed rate"),
            "applied_percent": _("Applied percent"),
            "assignments": _("Assignments"),
            "attainment_percent": _("Attained percent"),
            "band_from": _("Band from"),
            "band_percent": _("Band percent"),
            "band_to": _("Band to"),
            "base": _("Base"),
            "baseline": _("Baseline"),
            "bill_amount": _("Amount of the bill"),
            "billable": _("Billable"),
            "billable_minutes": _("Billable minutes"),
            "charged": _("Charged"),
            "credit": _("Credit"),
            "credited_from": _("Credited from"),
            "credited_to": _("Credited until"),
            "current_rate": _("Current rate"),
            "date_from": _("From"),
            "date_to": _("Until"),
            "day": _("Day"),
            "days": _("Days"),
            "days_of_period": _("Days of the period"),
            "delivered": _("Delivered"),
            "denominator": _("Measured cases"),
            "entries": _("Entries"),
            "evidence": _("Evidence"),
            "fees": _("Fees"),
            "fte_hours": _("Hours per FTE"),
            "included": _("Included"),
            "left_for_next_period": _("Left for next period"),
            "markup_percent": _("Markup percent"),
            "measured": _("Measured"),
            "measured_percent": _("Measured percent"),
            "method": _("Method"),
            "metric": _("Metric"),
            "minimum_quantity": _("Minimum quantity"),
            "minutes_without_start": _("Minutes without start"),
            "numerator": _("Cases met"),
            "overage": _("Overage"),
            "package_size": _("Package size"),
            "packages": _("Packages"),
            "percent": _("Percent"),
            "periods_met": _("Periods met"),
            "rate_percent": _("Rate percent"),
            "rolled_in": _("Rolled in"),
            "service_level": _("Service level"),
            "share_percent": _("Share percent"),
            "target_percent": _("Target percent"),
            "total_fees": _("Total fees"),
            "uncapped": _("Uncapped"),
            "used": _("Used"),
        }
