{
    "name": "Outsourcing: Client Portal",
    "summary": "Orders, SLA, approvals and statements for the client company",
    "version": "19.0.1.0.0",
    "category": "Services/Outsourcing",
    "author": "BPO for Odoo",
    "license": "LGPL-3",
    "depends": [
        "account",
        "hr_timesheet",
        "portal",
    ],
    "data": [
    ],
    "assets": {
    },
}
