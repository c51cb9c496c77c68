"""Baseline: a fee for about so many units, adjusted outside a dead-band.

Example: 1,000 tickets for 50,000, dead-band 10 %. 900 to 1,100 tickets change nothing.
1,150 at ARC 40 add 50 x 40 counted from the band's edge, 150 x 40 from the baseline;
850 at RRC 30 take off 50 x 30 or 150 x 30. In a part of a billing period the baseline
is prorated like the fee.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ..context import LineContext, keys
from ..explain import Draft, Step
from ..money import plain, shown
from ..prorate import line_share
from ..result import Charge, LineResult
from ..usage import Key
from .fees import fee_charge


@dataclass(frozen=True, slots=True)
class _Band:
    units: Fraction
    baseline: Fraction
    low: Fraction
    high: Fraction

    @property
    def facts(self) -> dict[str, str]:
        """The measurements, for explanations."""
        return {
            "measured": plain(self.units),
            "baseline": plain(self.baseline),
            "band_from": plain(self.low),
            "band_to": plain(self.high),
        }


def rate_baseline(context: LineContext) -> LineResult:
    """The ``fixed`` fee and, outside the band, an ``arc`` or ``rrc`` charge."""
    sources = keys(context.usage.units)
    change = _change_charge(context, sources) if context.period else None
    fee = fee_charge(context, () if change else sources)
    if sources and not change and not fee:
        # the fee is billed elsewhere, yet the counted units must be settled once
        fee = _draft(context, _band(context), Fraction(0), sources)
    charges = tuple(charge for charge in (fee, change) if charge)
    return LineResult(charges, context.fee_gap())


def _band(context: LineContext) -> _Band:
    line = context.line
    baseline = Fraction(line.baseline_quantity)
    if context.period:
        share = line_share(context.terms, line, context.period)
        baseline = Fraction(shown(baseline * share.days / share.of))
    width = baseline * Fraction(line.deadband_percent) / 100
    units = sum((Fraction(unit.quantity) for unit in context.usage.units), Fraction(0))
    return _Band(units, baseline, baseline - width, baseline + width)


def _change_charge(context: LineContext, sources: tuple[Key, ...]) -> Charge | None:
    band = _band(context)
    from_band = context.line.arc_from == "band"
    if band.units > band.high:
        change = band.units - (band.high if from_band else band.baseline)
    elif band.units < band.low:
        change = band.units - (band.low if from_band else band.baseline)
    else:
        return None
    return _draft(context, band, change, sources)


def _draft(
    context: LineContext, band: _Band, change: Fraction, sources: tuple[Key, ...]
) -> Charge:
    line = context.line
    more = change >= 0
    price = line.arc_price if more else line.rrc_price
    unit = line.unit or "unit"
    counted = "the band" if line.arc_from == "band" else "the baseline"
    side = "above" if more else "below"
    label = f"{plain(abs(change))} {unit} {side} {counted}"
    return Draft(
        line_id=line.line_id,
        kind="arc" if more else "rrc",
        name=f"{line.name}, {'additional' if more else 'reduced'} resources",
        steps=(Step(label, change, unit, price),),
        quantity=change,
        unit=unit,
        price_unit=price,
        facts=band.facts,
        sources=sources,
    ).charge(context.terms.rounding)
