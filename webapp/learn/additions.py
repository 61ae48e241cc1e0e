"""What goes on from a module with one tap: into triggers, skills, warning signs, if-then plans, the plan. And back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import col

from webapp.checkins import sign_queries, sign_services
from webapp.content.lessons.library import Module
from webapp.content.lessons.shapes import Add, AnswerField
from webapp.content.texts import say
from webapp.content.triggers import COMMON, name_of
from webapp.enums import SignLevel, TriggerCategory
from webapp.extensions import db
from webapp.models import LINE, IfThen, ModuleProgress, Owned, Trigger, WarningSign, uuid7
from webapp.plan import queries as plan_queries
from webapp.plan import services as plan_services
from webapp.plan.lines import Item
from webapp.plan.sections import SECTIONS
from webapp.scope import own
from webapp.skills import services as skill_services
from webapp.skills.queries import skills
from webapp.triggers import queries as trigger_queries
from webapp.triggers import services as trigger_services

Mine = TypeVar("Mine", bound=Owned)
TODAY = "today"
"""The key of 'one thing to try today', which becomes a goal."""
GOALS = "plan:goals"


@dataclass(frozen=True, slots=True)
class Addition:
    """Something that could be added: where to, and the words."""

    key: str
    to: str
    texts: list[str]
    category: str = ""
    asks: bool = False
    """Whether the page asks a second time."""


def key_of(add: Add) -> str:
    """What names it in people's rows: the same as long as it takes the same answers to the same place."""
    return f"{add.to} {' '.join(add.sources)}"


def additions(module: Module, answers: Mapping[str, Any]) -> list[Addition]:
    """What the answers to the exercise can become; nothing for those that are not given."""
    exercise = module.here.meta.exercise if module.here else module.meta.exercise
    fields = {field.key: field for field in exercise.fields}
    found = []
    for add in exercise.adds:
        given = [_texts(fields[key], answers) for key in add.sources]
        each = list(dict.fromkeys(text for some in given for text in some))
        backup = _texts(fields[add.backup], answers) if add.backup else []
        texts = _plan(given, backup) if add.to == "if-then" else each
        if texts:
            found.append(Addition(key_of(add), add.to, texts, add.category, add.asks))
    return found


def for_today(module: Module) -> Addition:
    """'One thing to try today', as a goal."""
    meta = module.here.meta if module.here else module.meta
    return Addition(TODAY, GOALS, [meta.try_today])


def _texts(field: AnswerField, answers: Mapping[str, Any]) -> list[str]:
    """An answer in words of the reader's language: the options chosen, then one's own."""
    value = answers.get(field.key, [])
    chosen = value if isinstance(value, list) else [value]
    said = [field.options.get(str(part), "") if field.has_options else str(part) for part in chosen]
    return [text[:LINE] for text in [*said, str(answers.get(f"{field.key}.own", ""))] if text]


def _plan(halves: list[list[str]], backup: list[str]) -> list[str]:
    """Cue and act of an if-then plan, then its backup if there is one; nothing while a half is missing."""
    parts = [*halves, backup] if backup else halves
    return [", ".join(texts)[:LINE] for texts in parts] if all(halves) else []


def add(owner_id: UUID, addition: Addition, row: ModuleProgress) -> None:
    """Put the words where they belong, and keep what that made. Words that are there already are not added twice."""
    before = row.added.get(addition.key, {"texts": [], "made": []})
    new = [text for text in addition.texts if text not in before["texts"] or addition.to == "if-then"]
    made = _into(addition.to)(owner_id, addition, new)
    row.added = row.added | {addition.key: {"texts": addition.texts, "made": [*before["made"], *made]}}
    db.session.flush()


def take_back(owner_id: UUID, key: str, row: ModuleProgress) -> None:
    """Undo what was added from here; what was there before stays."""
    kept = row.added.get(key)
    if kept is None:
        return
    to = GOALS if key == TODAY else key.split(" ")[0]
    _out_of(to)(owner_id, to, list(kept["made"]))
    row.added = {name: value for name, value in row.added.items() if name != key}
    db.session.flush()


Into = Callable[[UUID, Addition, list[str]], list[str]]
OutOf = Callable[[UUID, str, list[str]], None]


def _into(to: str) -> Into:
    return {"trigger": _add_triggers, "skill": _add_skills, "sign": _add_signs, "if-then": _add_if_then}.get(
        to, _add_lines
    )


def _out_of(to: str) -> OutOf:
    return {"trigger": _hide_triggers, "skill": _hide_skills, "sign": _hide_signs, "if-then": _remove_if_thens}.get(
        to, _remove_lines
    )


def _add_triggers(owner_id: UUID, addition: Addition, texts: list[str]) -> list[str]:
    common = {say(item.name).casefold(): slug for slug, item in COMMON.items()}
    there = {name_of(row.slug, row.name).casefold(): row for row in trigger_queries.own_triggers(owner_id)}
    made = []
    for text in texts:
        known = there.get(text.casefold())
        if known is None:
            slug = common.get(text.casefold())
            category = addition.category or TriggerCategory.EXTERNAL
            row = (
                trigger_services.add_common(owner_id, slug)
                if slug
                else trigger_services.add_own(owner_id, text, category)
            )
            made.append(str(row.id))
        elif known.hidden:
            for hidden in _rows(Trigger, owner_id, [str(known.id)]):
                trigger_services.bring_back(hidden)
            made.append(str(known.id))
    return made


def _hide_triggers(owner_id: UUID, _to: str, made: list[str]) -> None:
    for row in _rows(Trigger, owner_id, made):
        trigger_services.hide(row)


def _add_skills(owner_id: UUID, _addition: Addition, texts: list[str]) -> list[str]:
    """A skill of the library becomes a favourite; another one is kept as the person's own."""
    there = {skill.name.casefold(): skill for skill in skills(owner_id).values()}
    made = []
    for text in texts:
        known = there.get(text.casefold())
        if known is None:
            made.append(skill_services.keep_skill(owner_id, uuid7(), text))
        elif known.hidden or not known.favourite:
            skill_services.arrange(owner_id, known.key, favourite=True, hidden=False)
            made.append(known.key)
    return made


def _hide_skills(owner_id: UUID, _to: str, made: list[str]) -> None:
    there = skills(owner_id)
    for key in made:
        if key in there:
            skill_services.arrange(owner_id, key, favourite=False, hidden=there[key].is_own)


def _add_signs(owner_id: UUID, _addition: Addition, texts: list[str]) -> list[str]:
    there = {row.text.casefold() for row in sign_queries.signs(owner_id) if not row.hidden}
    new = [text for text in texts if text.casefold() not in there]
    return [str(row.id) for row in sign_services.keep_signs(owner_id, new, SignLevel.DRIFTING)]


def _hide_signs(owner_id: UUID, _to: str, made: list[str]) -> None:
    for row in _rows(WarningSign, owner_id, made):
        sign_services.hide(row, True)


def _add_if_then(owner_id: UUID, _addition: Addition, texts: list[str]) -> list[str]:
    """A plan that is there already gets the backup that it lacks."""
    cue, act, backup = (*texts, "")[:3]
    alike = {row.backup: row.id for row in trigger_queries.if_thens(owner_id) if (row.cue, row.act) == (cue, act)}
    if backup in alike or (alike and not backup):
        return []
    lines = trigger_services.Lines(cue, act, backup, None, None)
    if "" not in alike:
        return [str(trigger_services.keep_plan(owner_id, uuid7(), lines).id)]
    for plan in _rows(IfThen, owner_id, [str(alike[""])]):
        trigger_services.reword_plan(plan, replace(lines, trigger_id=plan.trigger_id))
    return []


def _remove_if_thens(owner_id: UUID, _to: str, made: list[str]) -> None:
    for row in _rows(IfThen, owner_id, made):
        trigger_services.remove_plan(row)


def _add_lines(owner_id: UUID, addition: Addition, texts: list[str]) -> list[str]:
    """A new version of the section with these lines at its end."""
    before = _lines(owner_id, addition.to)
    said = {item["text"] for item in before}
    new = [text for text in texts if text not in said]
    _write(owner_id, addition.to, plan_services.together(before, [{"text": text} for text in new]))
    return new


def _remove_lines(owner_id: UUID, to: str, made: list[str]) -> None:
    """A new version without them: lines that the person changed meanwhile stay."""
    _write(owner_id, to, [item for item in _lines(owner_id, to) if item["text"] not in made])


def _lines(owner_id: UUID, to: str) -> list[Item]:
    """The section as it stands; one that shows the person's own log while nothing is written begins with that."""
    section = SECTIONS[to.removeprefix("plan:")]
    current = plan_queries.newest(owner_id, section.key)
    return list(current.items) if current else plan_services.offered(owner_id, section)


def _write(owner_id: UUID, to: str, items: list[Item]) -> None:
    section = SECTIONS[to.removeprefix("plan:")]
    current = plan_queries.newest(owner_id, section.key)
    plan_services.save_section(owner_id, section, current.number if current else 0, items)


def _rows(model: type[Mine], owner_id: UUID, ids: list[str]) -> list[Mine]:
    """The person's own rows with these ids."""
    wanted = [UUID(row_id) for row_id in ids]
    found = db.session.execute(own(model).where(col(model.id).in_(wanted)), {"owner_id": owner_id}) if wanted else None
    return list(found.scalars()) if found else []
