"""Which column is what: headers to field names, guessed from usual words."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

TIMESHEET_WORDS = {
    "employee": (
        "agent employee worker user resource staff mitarbeiter mitarbeiterin "
        "bearbeiter sachbearbeiter medewerker agentname employeename employeeid "
        "agentid name person"
    ),
    "contract": "contract vertrag client customer kunde mandant auftraggeber",
    "line": (
        "activity service line serviceline contractline task tatigkeit leistung "
        "aktivitat activiteit vorgangsart servicename dienst"
    ),
    "reference": (
        "case reference ref caseid ticket order ordernumber document vorgang "
        "aktenzeichen referenz fall beleg id"
    ),
    "description": "description note notes comment text beschreibung bemerkung notiz",
    "date": "date day datum tag workdate",
    "start": (
        "start begin started from starttime startdate beginn von anfang startzeit "
        "bpostart timein"
    ),
    "stop": (
        "stop end ended finish to complete stoptime endtime enddate ende bis endzeit "
        "bpostop timeout"
    ),
    "seconds": "seconds secs sec sekunden durationseconds durations",
    "minutes": "minutes mins min minuten durationminutes",
    "hours": "hours hrs stunden std duration dauer unitamount uren time zeit",
    "output": (
        "output quantity units outputquantity done pieces menge anzahl stuck "
        "bpooutputquantity"
    ),
    "corrected": (
        "corrected corrections errorscorrected correctederrors korrigiert korrekturen "
        "berichtigt berichtigungen bpocorrectedcount"
    ),
}

WORK_ITEM_WORDS = {
    "reference": (
        "case reference ref caseid ticket order ordernumber document item vorgang "
        "aktenzeichen referenz fall beleg id"
    ),
    "contract": TIMESHEET_WORDS["contract"],
    "line": TIMESHEET_WORDS["line"],
    "employee": TIMESHEET_WORDS["employee"],
    "received_at": "received receivedat created opened eingang eingegangen erhalten",
    "due_at": "due dueat deadline fallig faelligkeit frist",
    "started_at": "started startedat start begin beginn",
    "delivered_at": (
        "delivered deliveredat closed done completed finished stop end geliefert "
        "erledigt abgeschlossen"
    ),
    "accepted_at": "accepted acceptedat approved abgenommen",
    "quantity": "quantity units lines characters menge anzahl",
    "accepted_quantity": "acceptedquantity abgenommenemenge",
    "error_count": "errors errorcount fehler",
    "state": "state status zustand",
}

# What clients send: several rows with one order name are one work order.
WORK_ORDER_WORDS = {
    "order": (
        "order workorder ordername name title auftrag auftragsname titel ordre "
        "ordredetravail commande titre orden ordendetrabajo pedido titulo"
    ),
    "reference": (
        "reference ref case caseid ticket item ordernumber document id referenz "
        "ihrereferenz aktenzeichen vorgang fall beleg dossier referencia expediente"
    ),
    "contract": (
        "contract contractnumber vertrag vertragsnummer contrat contrato "
        "numerodecontrat numerodecontrato"
    ),
    "line": f"{WORK_ITEM_WORDS['line']} prestation servicio",
    "quantity": "quantity units pieces lines menge anzahl stuck quantite cantidad",
    "wish": (
        "wish wisheddeliveryday wishdate deliveryday delivery due deadline date "
        "wunschtermin lieferdatum liefertag termin datum faellig fallig "
        "datedelivraison echeance fechadeentrega fecha vencimiento"
    ),
    "description": (
        f"{TIMESHEET_WORDS['description']} instructions anweisung hinweis descripcion "
        "remarque observaciones"
    ),
}

FIELDS = {
    "timesheet": TIMESHEET_WORDS,
    "work_item": WORK_ITEM_WORDS,
    "work_order": WORK_ORDER_WORDS,
}
_ASIDE = re.compile(r"[\(\[].*?[\)\]]")


def normalise_header(text: str) -> str:
    """A header as bare lower-case letters: no accents, spaces, marks or asides.

    >>> normalise_header("Tätigkeit (Pflicht)"), normalise_header("Start_Time")
    ('tatigkeit', 'starttime')
    """
    bare = unicodedata.normalize("NFKD", _ASIDE.sub("", text)).casefold()
    return "".join(char for char in bare if char.isalnum() and char.isascii())


def guess_mapping(
    headers: Sequence[str], kind: str, labels: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Headers to fields; each field at most once, the first column winning.

    >>> guess_mapping(("agent", "case", "activity", "start", "stop"), "timesheet")
    {'agent': 'employee', 'case': 'reference', 'activity': 'line', 'start': 'start', \
'stop': 'stop'}

    :param kind: timesheet, work_item or work_order
    :param labels: field to its header in the reader's language, which comes first
    """
    field_of = {normalise_header(word): name for name, word in (labels or {}).items()}
    for name, words in FIELDS[kind].items():
        for word in (*words.split(), name.replace("_", "")):
            field_of.setdefault(word, name)
    guessed: dict[str, str] = {}
    for header in headers:
        name = field_of.get(normalise_header(header))
        if header and name and name not in guessed.values():
            guessed[header] = name
    return guessed


def header_signature(headers: Sequence[str]) -> str:
    """What is the same for two files of one source: their headers, in any order."""
    return "|".join(sorted(filter(None, map(normalise_header, headers))))
