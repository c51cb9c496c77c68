"""The public methods of the suite, as the external API sees them."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass

from odoo.exceptions import AccessError
from odoo.models import BaseModel
from odoo.service.model import get_public_method

from .access_runner import NATIVE, is_ours

OURS = "odoo.addons.bpo_"


@dataclass(frozen=True)
class Method:
    """A method that anybody with an account can name in a call.

    :param model: the model whose class defines it, perhaps a mixin
    :param heirs: the models of the registry on which it can be called
    """

    model: str
    name: str
    heirs: tuple[str, ...]


def public_methods(env) -> list[Method]:
    """Return what our classes define and the external API may call.

    What every model has (create, write and so on) is the access table's business.
    """
    heirs: dict[tuple[str, str], list[str]] = {}
    for model in sorted(env.registry):
        for home, name in _defined(env[model]):
            # What we add to mail.thread reaches a hundred models of Odoo's.
            if model in (home, *NATIVE) or is_ours(env[model]):
                heirs.setdefault((home, name), []).append(model)
    return [Method(*key, tuple(models)) for key, models in sorted(heirs.items())]


def _defined(records: BaseModel) -> Iterator[tuple[str, str]]:
    """Yield (model that defines it, name) of each public method of ours."""
    names = {
        name
        for owner in type(records).__mro__
        if owner.__module__.startswith(OURS)
        for name, value in vars(owner).items()
        if not name.startswith("_") and inspect.isroutine(_plain(value))
    }
    for name in sorted(names - vars(BaseModel).keys()):
        try:
            get_public_method(records, name)
        except (AccessError, AttributeError):
            continue
        yield _home(records, name), name


def _plain(value: object) -> object:
    """Return the function of a class or static method."""
    return getattr(value, "__func__", value)


def _home(records: BaseModel, name: str) -> str:
    """Return the model that introduces a method: the last one of the line."""
    homes = [
        owner._name or owner._inherit[0]
        for owner in type(records).__mro__
        if owner.__module__.startswith(OURS) and name in vars(owner)
    ]
    return homes[-1] if isinstance(homes[-1], str) else records._name
