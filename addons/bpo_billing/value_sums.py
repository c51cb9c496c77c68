"""Shares and savings as plain numbers, without Odoo."""


def percents(values):
    """Shares of the sum in tenths of a percent that add up to 100.0.

    The largest remainders take what rounding down leaves.

    :param list values: numbers, none below zero
    :return: one percentage per value; zeros where all are zero
    :rtype: list[float]

    >>> percents([1, 1, 1])
    [33.4, 33.3, 33.3]
    >>> percents([0, 0])
    [0.0, 0.0]
    """
    total = sum(values)
    if not total:
        return [0.0] * len(values)
    exact = [value * 1000 / total for value in values]
    tenths = [int(share) for share in exact]
    order = sorted(range(len(exact)), key=lambda at: (tenths[at] - exact[at], at))
    for at in order[: 1000 - sum(tenths)]:
        tenths[at] += 1
    return [share / 10 for share in tenths]


def saved_figures(billed, compared, inhouse):
    """What was saved, where something could be compared.

    :return: ``billed``, ``compared`` (what of it has an in-house cost), ``inhouse``,
        ``saved`` and ``saved_percent``; the last three None without such a cost
    :rtype: dict

    >>> saved_figures(90.0, 90.0, 185.0)["saved"]
    95.0
    >>> saved_figures(90.0, 0.0, 0.0)["saved"] is None
    True
    """
    known = bool(compared or inhouse)
    saved = round(inhouse - compared, 2)
    return {
        "billed": round(billed, 2),
        "compared": round(compared, 2),
        "inhouse": round(inhouse, 2) if known else None,
        "saved": saved if known else None,
        "saved_percent": round(100 * saved / inhouse, 1) if known and inhouse else None,
    }
