{
    "name": "BPO Billing by Jobs",
    "summary": "Spreads billing runs over the workers of OCA's job queue",
    "version": "19.0.1.1.0",
    "category": "Services/Outsourcing",
    "author": "BPO for Odoo",
    "license": "LGPL-3",
    "depends": [
        "bpo_billing",
        "queue_job",
    ],
    "data": [
        "data/queue_job_data.xml",
        "views/bpo_billing_run_views.xml",
        "views/res_config_settings_views.xml",
    ],
    "auto_install": True,
}
