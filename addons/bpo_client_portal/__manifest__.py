{
    "name": "BPO Client Portal",
    "summary": "Orders, service levels, approvals and statements for the client",
    "version": "19.0.1.0.0",
    "category": "Services/Outsourcing",
    "author": "BPO for Odoo",
    "license": "LGPL-3",
    "depends": [
        "bpo_billing",
        "portal",
    ],
    "external_dependencies": {
        "python": ["xlsxwriter"],
    },
    "data": [
        "security/ir.model.access.csv",
        "security/bpo_client_portal_rules.xml",
        "data/ir_cron_data.xml",
        "views/bpo_dispute_views.xml",
        "views/bpo_work_file_views.xml",
        "views/res_config_settings_views.xml",
        "views/res_partner_views.xml",
        "views/portal_layout.xml",
        "views/portal_home.xml",
        "views/overview_page.xml",
        "views/contract_pages.xml",
        "views/work_order_list.xml",
        "views/work_order_page.xml",
        "views/work_order_form.xml",
        "views/sla_pages.xml",
        "views/approval_page.xml",
        "views/statement_pages.xml",
        "views/people_page.xml",
    ],
    "demo": [
        "demo/bpo_demo_users.xml",
    ],
    "demo": [
        "demo/bpo_client_portal_demo.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "bpo_client_portal/static/src/scss/bpo_portal.scss",
            "bpo_client_portal/static/src/js/*.js",
        ],
    },
}
