from odoo import models


class BpoImportSentenceMixin(models.AbstractModel):
    """The reasons of an import in words, one sentence each."""

    _name = "bpo.import.sentence.mixin"
    _description = "Reasons of an import in words"

    def _get_read_sentence(self, fault):
        """Why a file cannot be read.

        :param readers.ReadError fault:
        """
        _ = self.env._
        sentences = {
            "empty": _("The file is empty: choose one with a header row and data."),
            "too_large": _("The file is larger than %(limit)s MB: split it."),
            "too_many_rows": _("The file has more than %(limit)s rows: split it."),
            "too_many_columns": _(
                "The file has more than %(limit)s columns: remove those not needed."
            ),
            "unpacks_too_large": _(
                "The workbook unpacks to more than is read here: save the sheet alone, "
                "or as .csv."
            ),
            "damaged": _(
                "The file is damaged or incomplete: save it again as .xlsx or .csv."
            ),
            "locked": _("The file is protected by a password: save it without one."),
            "unknown_kind": _(
                "This is no spreadsheet and no text: save the sheet as .xlsx, .xls or "
                ".csv."
            ),
            "bad_line": _(
                "The line around row %(row)s cannot be split into columns: check its "
                "quotation marks."
            ),
            "no_header": _(
                "No header row was found: the first row must name the columns."
            ),
            "doubled_header": _(
                "Two columns are named “%(header)s”: rename one of them."
            ),
        }
        return self._fill_sentence(sentences, fault.code, fault.params)

    def _get_row_sentence(self, code, params):
        """Why a row is refused or warned of.

        :param str code: see :class:`readers.Refusal`
        :param dict params: its values
        """
        _ = self.env._
        sentences = {
            "no_agent": _("No agent is named."),
            "unknown_agent": _(
                "“%(name)s” is no employee here: correct the name or create them."
            ),
            "ambiguous_agent": _(
                "Several employees are called “%(name)s”: use their e-mail or number."
            ),
            "no_line": _("No service line is named."),
            "unknown_line": _(
                "“%(name)s” is no service line of an active contract: correct it or "
                "add the line."
            ),
            "ambiguous_line": _(
                "Several contracts have a service line “%(name)s”: choose the contract."
            ),
            "unknown_contract": _("“%(name)s” is no contract and no client here."),
            "no_time": _("Neither start and stop nor a duration is given."),
            "no_start": _("The start is missing."),
            "no_stop": _("The stop is missing."),
            "no_date": _("The date is missing."),
            "no_received": _("The moment of receipt is missing."),
            "no_reference": _("The reference is missing."),
            "bad_start": _("“%(text)s” is no start: write date and time."),
            "bad_stop": _("“%(text)s” is no stop: write date and time."),
            "bad_date": _("“%(text)s” is no date."),
            "bad_number": _("“%(text)s” is no number that fits here."),
            "bad_state": _("“%(text)s” is no status of a work item."),
            "skipped_time": _(
                "%(text)s does not exist in %(zone)s: the clocks were put forward."
            ),
            "stop_before_start": _("The end lies before the start."),
            "too_long": _(
                "%(hours)s hours are more than the %(limit)s allowed for one entry: "
                "was it left open over night?"
            ),
            "no_assignment": _(
                "%(name)s has no assignment to this client and service on %(day)s."
            ),
            "outside_line": _("The service line is not in force on %(day)s."),
            "locked": _("%(day)s is locked; time is locked until %(until)s."),
            "duplicate_row": _("The same as row %(first)s."),
            "duplicate_known": _("Imported already."),
            "overlap": _("At the same time as row %(other)s of the same agent."),
            "overlap_known": _("At the same time as an entry recorded before."),
        }
        return self._fill_sentence(sentences, code, params)

    def _fill_sentence(self, sentences, code, params):
        shown = {
            name: f"{value:g}" if isinstance(value, float) else value
            for name, value in params.items()
        }
        return sentences[code] % shown if shown else sentences[code]

    def _get_stop_sentence(self, report):
        """Why an import that stops at errors added nothing."""
        first = report.refusals[0]
        return self.env._(
            "%(count)s of %(rows)s rows are refused, so nothing was imported. Row "
            "%(row)s: %(reason)s Correct the file, or choose to import the good rows.",
            count=len(report.refusals),
            rows=report.count,
            row=first.row,
            reason=self._get_row_sentence(first.code, first.params),
        )

    def _get_known_file_sentence(self):
        """That the very file was imported before, or False."""
        twin = self.sudo().search(
            [
                ("id", "!=", self.id),
                ("company_id", "=", self.company_id.id),
                ("kind", "=", self.kind),
                ("file_hash", "=", self.file_hash),
                ("file_hash", "!=", False),
                ("state", "=", "done"),
            ],
            limit=1,
        )
        if not twin:
            return False
        return self.env._(
            "This very file was imported on %(day)s as “%(name)s”.",
            day=twin.write_date.date(),
            name=twin.name,
        )
