{
    "name": "Outsourcing Timesheets",
    "summary": "Who works for which client, what they did when, approved on both sides",
    "version": "19.0.1.0.0",
    "category": "Services/Outsourcing",
    "author": "BPO for Odoo",
    "license": "LGPL-3",
    "depends": [
        "bpo_contracts",
        "hr_timesheet",
    ],
    "external_dependencies": {
        "python": ["openpyxl", "xlrd", "xlsxwriter"],
    },
    "data": [
        "security/bpo_timesheets_groups.xml",
        "security/ir.model.access.csv",
        "security/bpo_assignment_rules.xml",
        "security/bpo_import_rules.xml",
        "security/bpo_capacity_report_rules.xml",
        "security/bpo_agent_wall_rules.xml",
        "security/account_analytic_line_rules.xml",
        "data/ir_cron_data.xml",
        "report/bpo_capacity_report_views.xml",
        "wizards/bpo_time_export_views.xml",
        "wizards/bpo_time_reject_views.xml",
        "views/bpo_assignment_views.xml",
        "views/bpo_contract_views.xml",
        "views/account_analytic_line_views.xml",
        "views/bpo_import_views.xml",
        "views/bpo_timer_views.xml",
        "views/res_config_settings_views.xml",
        "views/bpo_timesheets_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "bpo_timesheets/static/src/**/*",
        ],
        "web.assets_tests": [
            "bpo_timesheets/static/tests/tours/**/*",
        ],
    },
}
