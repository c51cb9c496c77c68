"""Public holidays by country and region, from the ``holidays`` library."""

import holidays


class UnknownRegion(LookupError):
    """The library has no holidays for the country."""


def public_holidays(country, region, years, lang=None):
    """Return the public holidays of a region by day, in order.

    :param str country: ISO code such as ``DE``
    :param region: code of state or province such as ``BY``; where the library does not
        tell regions apart the holidays of the country are returned
    :param years: iterable of years
    :param lang: language of the names such as ``de_DE``; the country's own where the
        library has no translation
    :rtype: dict[datetime.date, str]
    :raise UnknownRegion: no holidays are known for the country
    """
    country = (country or "").upper()
    supported = holidays.list_supported_countries()
    if country not in supported:
        raise UnknownRegion(country)
    # Odoo's codes are "DE-BY" for some countries and "CA" for others.
    region = (region or "").removeprefix(f"{country}-")
    if region not in supported[country]:
        region = None
    found = holidays.country_holidays(
        country, subdiv=region, years=list(years), language=_language(country, lang)
    )
    return dict(sorted(found.items()))


def _language(country, lang):
    """Return the library's language that fits best, None for the country's own."""
    known = holidays.list_localized_countries().get(country, [])
    for candidate in (lang, (lang or "").split("_")[0]):
        if candidate in known:
            return candidate
    matching = [
        one for one in known if lang and one.split("_")[0] == lang.split("_")[0]
    ]
    return matching[0] if matching else None
