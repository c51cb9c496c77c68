"""The roles of the access table, and the users who hold them."""

from __future__ import annotations

from datetime import date, timedelta

# Column of the table -> login.
CONTACTS = {
    "viewer": "a_viewer",
    "approver": "a_approver",
    "finance": "a_finance",
    "admin": "a_admin",
    "other_client": "b_admin",
}
# Column of the table -> group.
STAFF = {
    "agent": "bpo_contracts.bpo_contracts_group_agent",
    "agent_elsewhere": "bpo_contracts.bpo_contracts_group_agent",
    "lead": "bpo_contracts.bpo_contracts_group_lead",
    "billing": "bpo_contracts.bpo_contracts_group_billing",
    "manager": "bpo_contracts.bpo_contracts_group_manager",
    "internal": "base.group_user",
}
ROLES = ("public", *CONTACTS, *STAFF)
# Those who record time of their own.
WORKERS = ("agent", "lead", "manager")
LOGIN = "security_{}"


def create_staff(env) -> None:
    """Create one user with an employee per internal role."""
    for role, group in STAFF.items():
        login = LOGIN.format(role)
        user = (
            env["res.users"]
            .with_context(no_reset_password=True)
            .create(
                {
                    "name": f"Security {role}",
                    "login": login,
                    "password": login,
                    "group_ids": [(6, 0, env.ref(group).ids)],
                }
            )
        )
        env["hr.employee"].create({"name": user.name, "user_id": user.id})


def create_mover(env, company) -> None:
    """Create a contact of a client whose rights come and go in a test."""
    partner = env["res.partner"].create(
        {
            "name": "Mover",
            "parent_id": company.id,
            "email": "a_mover@client.example",
            "bpo_portal_admin": True,
        }
    )
    env["res.users"].with_context(no_reset_password=True).create(
        {
            "login": "a_mover",
            "password": "a_mover".ljust(8, "x"),
            "partner_id": partner.id,
            "group_ids": [(6, 0, env.ref("base.group_portal").ids)],
        }
    )


def assign(env, contracts, past_contract) -> None:
    """Let those who record time work for contracts; one agent no longer does."""
    today = date.today()
    running = {"date_start": today - timedelta(days=60), "date_end": False}
    ended = {**running, "date_end": today - timedelta(days=1)}
    rows = [
        {**running, "employee_id": employee(env, role).id, "contract_id": contract.id}
        for role in WORKERS
        for contract in contracts
    ]
    rows.append(
        {
            **ended,
            "employee_id": employee(env, "agent_elsewhere").id,
            "contract_id": past_contract.id,
        }
    )
    env["bpo.assignment"].create(rows)


def user(env, role: str):
    """Return the user who holds a role."""
    if role == "public":
        return env.ref("base.public_user")
    login = CONTACTS.get(role) or LOGIN.format(role)
    return env["res.users"].search([("login", "=", login)])


def employee(env, role: str):
    """Return the employee of an internal role."""
    return env["hr.employee"].search([("user_id", "=", user(env, role).id)])
