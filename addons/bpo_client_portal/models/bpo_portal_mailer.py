"""Mails to contacts about what happened on their contracts."""

import logging

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_datetime
from odoo.tools.misc import formatLang

from ..portal_events import EVENTS, digest_day
from .bpo_portal_choice import EVENT_LABELS

_logger = logging.getLogger(__name__)


class BpoPortalMailer(models.AbstractModel):
    """One mail per contact and company, never one to contacts of two clients.

    A mail is queued in the transaction that notes what the contact was told, so that
    a job that is killed tells it once all the same.
    """

    _name = "bpo.portal.mailer"
    _description = "Notification Mails"

    @api.model
    def _bpo_notify(self, now):
        """Tell everybody what is news for them.

        :param now: naive UTC instant
        :return: number of mails
        """
        happenings = self.env["bpo.portal.happenings"]._bpo_since(now)
        contracts = (
            self.env["bpo.contract"]
            .browse({one.contract_id for one in happenings})
            .grouped("id")
        )
        by_client = {}
        for one in happenings:
            client = contracts[one.contract_id].client_id
            by_client.setdefault(client, []).append(one)
        users = self._bpo_contacts(list(by_client))
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=len(users))
        count = 0
        for user in users:
            count += self._bpo_tell(
                user, by_client[user.partner_id.commercial_partner_id], contracts, now
            )
            if not progress(1):
                break
        if count:
            # By itself the queue of mails is looked at once an hour.
            self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()
        return count

    @api.model
    def _bpo_contacts(self, clients):
        """Return the portal accounts of clients, with an address to write to."""
        return (
            self.env["res.users"]
            .search(
                [
                    ("share", "=", True),
                    ("partner_id.email", "!=", False),
                    (
                        "partner_id.commercial_partner_id",
                        "in",
                        [client.id for client in clients],
                    ),
                ]
            )
            .filtered(lambda user: user.has_group("base.group_portal"))
        )

    @api.model
    def _bpo_tell(self, user, happenings, contracts, now):
        """Queue the mails of one contact.

        :return: their number
        """
        contact = user.partner_id
        news = [
            one
            for one in happenings
            if one.stamp >= user.create_date
            and EVENTS[one.event][0]
            in contact._bpo_portal_rights(contracts[one.contract_id])
        ]
        news = self._bpo_untold(contact, news)
        wishes = contact._bpo_portal_wishes()
        chosen = [one for one in news if wishes[one.event] == "now"]
        day = digest_day(now, self._bpo_tz(user), contact.bpo_portal_digest_on)
        digest = [one for one in news if wishes[one.event] == "daily"] if day else []
        if not chosen and not digest:
            return 0
        try:
            with self.env.cr.savepoint():
                if digest:
                    contact.bpo_portal_digest_on = day
                return self._bpo_send(user, [*chosen, *digest], contracts)
        except UserError:
            _logger.exception("The notification of contact %s failed", contact.id)
            return 0

    @api.model
    def _bpo_untold(self, contact, happenings):
        """Return those of the happenings of which the contact was not told yet."""
        keys = [one.key for one in happenings]
        told = set(
            self.env["bpo.portal.notice"]
            .search([("partner_id", "=", contact.id), ("key", "in", keys)])
            .mapped("key")
        )
        return [one for one in happenings if one.key not in told]

    @api.model
    def _bpo_send(self, user, happenings, contracts):
        """Queue one mail per company of the contracts, and note what was told."""
        self.env["bpo.portal.notice"].create(
            [{"partner_id": user.partner_id.id, "key": one.key} for one in happenings]
        )
        by_company = {}
        for one in happenings:
            company = contracts[one.contract_id].company_id
            by_company.setdefault(company, []).append(one)
        mailer = self.with_context(lang=user.lang or user.partner_id.lang)
        self.env["mail.mail"].create(
            [
                mailer._bpo_prepare_mail(user, company, found)
                for company, found in by_company.items()
            ]
        )
        return len(by_company)

    @api.model
    def _bpo_prepare_mail(self, user, company, happenings):
        """Return the values of a mail in the language of the environment."""
        sentences = [self._bpo_sentence(user, one) for one in happenings]
        if len(happenings) == 1:
            subject = f"{company.name}: {sentences[0]['text']}"
        else:
            subject = self.env._(
                "%(company)s: %(count)s news about your work",
                company=company.name,
                count=len(happenings),
            )
        body = self.env["ir.qweb"]._render(
            "bpo_client_portal.notice_mail",
            {
                "contact": user.partner_id,
                "company": company,
                "sentences": sentences,
                "base": company.get_base_url(),
            },
        )
        return {
            "subject": subject,
            "body_html": body,
            "author_id": company.partner_id.id,
            "email_from": company.email_formatted or self.env.user.email_formatted,
            "recipient_ids": [(6, 0, user.partner_id.ids)],
            "auto_delete": True,
        }

    @api.model
    def _bpo_sentence(self, user, happening):
        """Return label, text and path of a happening for the reader."""
        _ = self.env._
        params = happening.params
        texts = {
            "delivered": lambda: _(
                "“%(name)s” is delivered. Please check it.", name=happening.title
            ),
            "question": lambda: _(
                "We need your answer about “%(name)s”. The clock is stopped.",
                name=happening.title,
            ),
            "approval": lambda: _(
                "%(hours)s hours of %(name)s wait for your approval.",
                hours=formatLang(self.env, params[0], digits=2),
                name=happening.title,
            ),
            "statement": lambda: _(
                "Statement %(name)s for %(first)s to %(last)s is ready.",
                name=happening.title,
                first=format_date(self.env, params[0]),
                last=format_date(self.env, params[1]),
            ),
            "breach": lambda: _(
                "“%(name)s” reached %(reached)s %% of the promised %(target)s %%.",
                name=happening.title,
                reached=formatLang(self.env, params[0], digits=2),
                target=formatLang(self.env, params[1], digits=1),
            ),
            "report": lambda: _(
                "The report of %(name)s for %(first)s to %(last)s is ready.",
                name=happening.title,
                first=format_date(self.env, params[0]),
                last=format_date(self.env, params[1]),
            ),
        }
        field = self.env["bpo.portal.choice"]._fields["event"]
        labels = dict(field._description_selection(self.env) or EVENT_LABELS)
        return {
            "label": labels[happening.event],
            "text": texts[happening.event](),
            "path": happening.path,
            "at": format_datetime(
                self.env, happening.stamp, tz=self._bpo_tz(user), dt_format="short"
            ),
        }

    @api.model
    def _bpo_tz(self, user):
        """Return the zone of a contact: its own, else the company's, else UTC."""
        return user.tz or user.partner_id.commercial_partner_id.tz or "UTC"
