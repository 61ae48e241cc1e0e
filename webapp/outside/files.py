"""The file itself: pages to print and tables, each with the notice of the law, and a copy of the consent."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Any
from uuid import UUID

from webapp.access import Me
from webapp.content.consent import CURRENT as TEAM
from webapp.content.outside import NOTICE
from webapp.content.texts import say
from webapp.content.triggers import name_of
from webapp.enums import ConsentCategory, EntryKind
from webapp.export import archive, cells, log, paper
from webapp.formatting import short_day, yes_or_no
from webapp.i18n import _, language
from webapp.learn.lesson_presenters import in_words as in_exercise
from webapp.learn.library import library
from webapp.learn.queries import progress, shown_answers
from webapp.models import OutsideConsent
from webapp.moments import today
from webapp.outside import presenters
from webapp.plan.queries import standing
from webapp.plan.sections import CATEGORIES as PLANS
from webapp.plan.sections import Plan
from webapp.plan.words import in_words, only
from webapp.templating import template
from webapp.timeline import CATEGORIES
from webapp.triggers.queries import if_thens, own_triggers


def pieces(person: Me, consent: OutsideConsent, at: datetime) -> Iterator[bytes]:
    """The archive of what this consent is for, as it stands at this moment."""
    return archive.in_language(language.get(), archive.stream(_Handover(person, consent).files(), at))


class _Handover:
    """What goes into one file. What is short is read at once, the log when it is written."""

    def __init__(self, person: Me, consent: OutsideConsent) -> None:
        self.signed = presenters.signed(person, consent)
        self.categories = [category for category in TEAM.categories if category in consent.categories]
        self.span = presenters.span_in_words(consent.days)
        self.made = short_day(today(person.time_zone))
        self.sheets = paper.Sheets()
        self.parts = {name: template(f"outside/paper/{name}.html") for name in ("head", "kept", "copy")}
        self.triggers, self.if_thens, self.plans, self.modules, self.answers = _kept(person, frozenset(self.categories))
        self.log = log.Log(
            person.id,
            kinds=tuple(kind for kind in EntryKind if CATEGORIES[kind] in self.categories),
            since=presenters.since(consent, person.time_zone) or log.LONG_AGO,
            private=False,
            triggers=ConsentCategory.TRIGGERS in self.categories,
            notes=ConsentCategory.NOTES in self.categories,
        )

    def files(self) -> Iterator[archive.File]:
        yield _("README.txt"), self._readme
        yield "consent.html", self._copy
        yield "record.html", self._record
        for name, header, rows in self._tables():
            yield f"{name}.csv", partial(cells.lines, header, chain(rows, [[NOTICE]]))

    def _readme(self) -> Iterator[str]:
        about = (
            _("This file was made for %(recipient)s on %(day)s, at the request of %(name)s.",
              recipient=self.signed.recipient, day=self.made, name=self.signed.patient),
            _("record.html opens in every browser and prints. The files that end in .csv are tables."),
            _("A cell there that begins with ' has that sign before the text, so that no program runs it."),
            _("consent.html is the consent that was signed."),
            NOTICE,
        )  # fmt: skip
        yield "\r\n\r\n".join(about) + "\r\n"

    def _copy(self) -> Iterator[str]:
        return paper.document(self.signed.title, [self.parts["copy"].render(signed=self.signed, notice=NOTICE)])

    def _record(self) -> Iterator[str]:
        names = [say(TEAM.categories[category].name) for category in self.categories]
        head = self.parts["head"].render(signed=self.signed, names=names, span=self.span, made=self.made, notice=NOTICE)
        kept = self.parts["kept"].render(
            triggers=self.triggers, if_thens=self.if_thens, plans=self.plans, modules=self.modules,
            answers=self.answers, shares=self.categories, log=bool(self.log.kinds),
        )  # fmt: skip
        entries = self.sheets.log(self.log.batches(), level=3) if self.log.kinds else iter(())
        return paper.document(self.signed.title, [head, kept], entries, [paper.notice(NOTICE)])

    def _tables(self) -> Iterator[tuple[str, list[str], Any]]:
        for kind in self.log.kinds:
            yield CATEGORIES[kind], log.header(), log.rows(replace(self.log, kinds=(kind,)))
        if ConsentCategory.TRIGGERS in self.categories:
            yield "triggers", [_("Trigger")], ([name] for name in self.triggers)
            header = [_("If"), _("Then I will"), _("Or"), _("Active")]
            yield "if-thens", header, ([row.cue, row.act, row.backup, yes_or_no(row.active)] for row in self.if_thens)
        if self.plans:
            rows = ([plan, part.title, text] for plan, parts in self.plans for part in parts for text in part.lines)
            yield "plan", [_("Plan"), _("Section"), _("Text")], rows
        if ConsentCategory.MODULES in self.categories:
            yield "modules", [_("Module"), _("Begun"), _("Finished")], self.modules
        if ConsentCategory.EXERCISES in self.categories:
            rows = ([title, question, answer] for title, said in self.answers for question, answer in said)
            yield "exercises", [_("Module"), _("Question"), _("Answer")], rows


_Answers = list[tuple[str, list[tuple[str, str]]]]


def _kept(person: Me, shares: frozenset[str]) -> tuple[list[str], Sequence[Any], list[Any], list[list[str]], _Answers]:
    """Triggers, if-then plans, the plans, modules and answers in them; what is not shared is not read."""
    triggers = own_triggers(person.id) if ConsentCategory.TRIGGERS in shares else ()
    plans = standing(person.id, Plan.RELAPSE) if shares & set(PLANS.values()) else {}
    return (
        [name_of(row.slug, row.name) for row in triggers if not row.hidden],
        if_thens(person.id) if ConsentCategory.TRIGGERS in shares else (),
        in_words(only(plans, shares)),
        _modules(person.id, person.time_zone) if ConsentCategory.MODULES in shares else [],
        _answers(person.id) if ConsentCategory.EXERCISES in shares else [],
    )


def _answers(owner_id: UUID) -> _Answers:
    """By title, what an exercise asked and what was answered; only of those that the person lets the team see."""
    told = {row.slug: row.answers for row in shown_answers(owner_id)}
    return [
        (module.here.meta.title, in_exercise(module, told[module.slug]))
        for module in library().all()
        if module.here and module.slug in told
    ]


def _modules(owner_id: UUID, time_zone: str) -> list[list[str]]:
    """Title, first and last day; in the order of the tracks."""
    read = progress(owner_id)

    def day(at: datetime | None) -> str:
        return short_day(today(time_zone, at)) if at else ""

    return [
        [module.here.meta.title, day(read[module.slug].read_at), day(read[module.slug].finished_at)]
        for module in library().all()
        if module.here and module.slug in read
    ]
