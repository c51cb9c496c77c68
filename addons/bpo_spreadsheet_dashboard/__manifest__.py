{
    "name": "BPO Dashboards",
    "summary": "Boards for managers: revenue, margin, service levels, agents' time",
    "version": "19.0.1.1.0",
    "category": "Services/Outsourcing",
    "author": "BPO for Odoo",
    "license": "LGPL-3",
    "depends": [
        "bpo_billing",
        "spreadsheet_dashboard",
    ],
    "data": [
        "data/spreadsheet_dashboard_data.xml",
        "views/bpo_dashboard_menus.xml",
    ],
    "assets": {
        "web.assets_tests": [
            "bpo_spreadsheet_dashboard/static/tests/tours/**/*",
        ],
    },
    "demo": [
        "demo/bpo_demo_teams.xml",
    ],
    "auto_install": True,
}
