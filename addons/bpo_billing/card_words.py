"""Usual words for the columns and choices of a rate card's sheet.

English and German, as ``normalise_header`` leaves them: bare lower-case letters.
"""

WORDS = {
    "service": "service name line position leistung dienst activity tatigkeit",
    "product": "product code internalreference article produkt artikel artikelnummer",
    "pricing_model": "pricing model preismodell abrechnung abrechnungsart",
    "unit": "uom einheit measure",
    "price_unit": "price rate preis satz stundensatz einzelpreis unitprice",
    "role": "job rolle funktion",
    "employee": "agent mitarbeiter mitarbeiterin",
    "date_start": "from start validfrom ab gultigab von",
    "date_end": "until end to validuntil bis gultigbis",
    "quantity_from": "fromquantity step tier tierfrom abmenge staffel staffelab",
    "flat_fee": "flat fixedfee pauschale",
    "tier_mode": "steps tiers staffelart",
    "included_quantity": "included free inklusive freimenge",
    "minimum_quantity": "minimum mindestmenge",
    "overage_price": "overage mehrpreis",
    "rollover_periods": "rollover ubertrag",
    "package_size": "package paket paketgrosse",
    "billing_increment": "increment steps minutes taktung takt",
    "minimum_minutes": "mindestminuten",
    "baseline_quantity": "baseline grundmenge",
    "deadband_percent": "deadband band toleranz",
    "arc_price": "arc additionalunit mehrmenge",
    "rrc_price": "rrc reducedunit mindermenge",
    "markup_percent": "markup aufschlag",
    "fte_hours": "ftehours stundenvollzeit",
}
NUMBERS = (
    "price_unit",
    "quantity_from",
    "flat_fee",
    "included_quantity",
    "minimum_quantity",
    "overage_price",
    "rollover_periods",
    "package_size",
    "billing_increment",
    "minimum_minutes",
    "baseline_quantity",
    "deadband_percent",
    "arc_price",
    "rrc_price",
    "markup_percent",
    "fte_hours",
)
WHOLE = frozenset({"rollover_periods", "billing_increment", "minimum_minutes"})
MODELS = {
    "time": "timespent hour hours zeit stunde stunden",
    "unit": "perunit unitprice piece einheit stuck menge",
    "fixed": "fixedfee retainer pauschale monatspauschale",
    "fte": "fulltimeagents fulltime vollzeit",
    "baseline": "baselinewithbands grundmenge",
    "milestone": "milestones meilenstein meilensteine",
    "passthrough": "passthroughcosts auslagen durchreichung",
}
TIER_MODES = {
    "none": "oneprice",
    "graduated": "gestaffelt",
    "volume": "menge mengenpreis",
    "package": "packages pakete paket",
}
