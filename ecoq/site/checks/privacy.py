"""What may tell of a person rather than of a structure: mailboxes, mobile phones, homes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import is_dataclass
from itertools import islice

from ecoq import catalogue
from ecoq.content.model import (
    Centre,
    Entry,
    Initiative,
    JournalEntry,
    Settings,
    Term,
    Theme,
)
from ecoq.content.schema import keys_of
from ecoq.content.values import Url
from ecoq.diagnostics import Diagnostic, Rule
from ecoq.site.checks.bodies import MOST_SHOWN
from ecoq.site.checks.scope import Scope

Element = Entry | Theme | Centre | Term | JournalEntry | Settings

# Mailboxes that people open for themselves, whatever the end: gmail.com, yahoo.fr, live.be…
_PROVIDERS = (
    "aliceadsl", "aol", "bbox", "cegetel", "club-internet", "free", "gmail", "gmx", "googlemail",
    "hotmail", "icloud", "laposte", "live", "mailo", "me", "msn", "neuf", "numericable", "orange",
    "outlook", "proton", "protonmail", "sfr", "tutanota", "wanadoo", "yahoo", "ymail",
)
_PRIVATE_MAILBOX = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}@(?:{'|'.join(_PROVIDERS)})\.[a-z]{{2,4}}(?![\w-]|\.\w)",
    re.IGNORECASE,
)
# 06 and 07, written in any usual way; no part of a longer number, of a word, of an address.
_MOBILE_PHONE = re.compile(
    r"(?<![\w./=&%+-])(?:(?:\+|00)33[\s.]?(?:\(0\)[\s.]?)?|0)[67](?:[\s.-]?\d\d){4}(?![\w/])"
)
_HOME = re.compile(
    r"(?<!\w)chez (?:M\.|Mr|Mme|Mlle|Monsieur|Madame|Mademoiselle)(?= )"
    r"|(?<!\w)(?:appartement|appt|apt)(?!\w)\.? ?(?:n[°o] ?)?\d+"
    r"|(?<!\w)digicode(?!\w)",
    re.IGNORECASE,
)
# What each form is, and the texts without which, in any case, it has nothing to find. The scripts
# of the contribution form have the same forms: of the letters \w alone they know their own.
PRIVATE_FORMS: tuple[tuple[Rule, re.Pattern[str], tuple[str, ...]], ...] = (
    (catalogue.MAILBOX_PRIVATE, _PRIVATE_MAILBOX, ("@",)),
    (catalogue.PHONE_MOBILE, _MOBILE_PHONE, ("06", "07", "33")),
    (catalogue.ADDRESS_PRIVATE, _HOME, ("chez m", "appartement", "appt", "apt", "digicode")),
)


def elements_tell_of_nobody(scope: Scope) -> Iterator[Diagnostic]:
    """Neither themes, centres, terms, journal nor settings hold what tells of a person."""
    content = scope.content
    settings = (content.settings,) if content.settings is not None else ()
    elements: tuple[Element, ...] = (
        *settings, *content.themes, *content.centres, *content.glossary, *content.journal
    )
    for element in elements:
        yield from _in_keys(element)


def entry_tells_of_nobody(entry: Entry) -> Iterator[Diagnostic]:
    """No text or body holds a private mailbox, a mobile phone, or the way to a home."""
    yield from _in_keys(entry)
    yield from islice(_in_body(entry), MOST_SHOWN)


def _in_body(entry: Entry) -> Iterator[Diagnostic]:
    for rule, form in _forms_for(entry.body.text):
        for found in form.finditer(entry.body.text):
            yield rule.at(entry.body.location(found.start()), text=found[0])


def _forms_for(text: str) -> Iterator[tuple[Rule, re.Pattern[str]]]:
    """Yield what may be found in a text: almost always nothing, and soon known."""
    lower = text.lower()
    for rule, form, signs in PRIVATE_FORMS:
        if any(sign in lower for sign in signs):
            yield rule, form


def _in_keys(element: Element) -> Iterator[Diagnostic]:
    """Look at the texts of the keys, those of lists and groups included."""
    model: type = type(element)
    for attribute in keys_of(model):
        value = getattr(element, attribute)
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                for rule, text in _telling(item):
                    yield rule.at(element.origin.at(attribute, index), text=text)
        else:
            for rule, text in _telling(value):
                yield rule.at(element.origin.at(attribute), text=text)


def _telling(value: object) -> Iterator[tuple[Rule, str]]:
    for text in _texts_in(value):
        for rule, form in _forms_for(text):
            if found := form.search(text):
                yield rule, found[0]


def _texts_in(value: object) -> Iterator[str]:
    """Yield a text, or those of a group; a web address is none."""
    if isinstance(value, str):
        if not isinstance(value, Url):
            yield value
    elif is_dataclass(value):
        model: type = type(value)
        for attribute in keys_of(model):
            yield from _texts_in(getattr(value, attribute))


# One of these words before the @ says that a service reads the mail.
GENERIC_WORDS = frozenset({
    "accueil", "contact", "info", "infos", "asso", "association", "bonjour", "direction",
    "secretariat", "communication", "mairie", "service", "pole", "emploi", "dev", "eco",
    "centre", "maison", "regie", "quartier", "formation", "insertion", "projet",
})
_ARTICLES = frozenset({"l", "la", "le", "les"})


def contact_is_generic(entry: Entry) -> Iterator[Diagnostic]:
    """A contact is the organisation's mailbox, not a person's."""
    if isinstance(entry, Initiative) and entry.contact and _looks_personal(entry.contact):
        yield catalogue.CONTACT_PERSONAL.at(entry.origin.at("contact"), text=entry.contact)


def _looks_personal(contact: str) -> bool:
    """« jeanne.martin@… »: two or more words, none of them that of a service.

    « le-phare@… » begins with an article; « yann.le.goff@… » does not.
    """
    local = contact.partition("@")[0].lower()
    words = local.replace("_", ".").replace("-", ".").split(".")
    named = len(words) > 1 and all(word.isalpha() for word in words) and words[0] not in _ARTICLES
    return named and not GENERIC_WORDS.intersection(words)


CHECKS = (elements_tell_of_nobody,)
ENTRY_CHECKS = (entry_tells_of_nobody, contact_is_generic)
