"""Maya: three months of use. About 70 urges that ease over time, check-ins, practices, a plan, one lapse."""

import random
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from webapp import entries
from webapp.consents.terms import LONGEST, end_of
from webapp.content.consent import ASKED, TEXTS, VERSION
from webapp.demo import maya_texts as texts
from webapp.enums import ConsentCategory, Focus, SignLevel, TriggerCategory
from webapp.extensions import db
from webapp.models import (
    CheckIn,
    Consent,
    Counter,
    FocusChoice,
    IfThen,
    Lapse,
    Person,
    PlanReview,
    PlanVersion,
    Practice,
    SignCheck,
    Skill,
    Trigger,
    Urge,
    UrgeTrigger,
    WarningSign,
    now,
)
from webapp.moments import Moment, moment_of_wall_clock, today

DAYS = 88
LAPSE_AFTER = 41
LAPSE_NOTE = "Two glasses at the wedding. I left after and called Ruth from the car."
SHARED = (
    ConsentCategory.URGES,
    ConsentCategory.CHECK_INS,
    ConsentCategory.PLAN,
    ConsentCategory.AFTERCARE,
    ConsentCategory.SIGN_CHECKS,
    ConsentCategory.MODULES,
    ConsentCategory.EXERCISES,
    ConsentCategory.NOTES,
)


class Story:
    """The rows of one person, made in order from one seed: the same story at every start, ending today."""

    def __init__(self, owner_id: UUID, zone: str) -> None:
        self.owner_id, self.zone = owner_id, zone
        self.dice = random.Random(20_260_610)
        self.last = today(zone)
        self.first = self.last - timedelta(days=DAYS)
        self.triggers: dict[str, UUID] = {}

    def at(self, day: date, hour: int) -> Moment:
        """A time on that day; never in the future."""
        wall = datetime.combine(day, time(hour, self.dice.randrange(60)))
        happened = moment_of_wall_clock(self.zone, wall)
        latest = datetime.now(UTC) - timedelta(minutes=35)
        return happened if happened.occurred_at < latest else Moment(latest, happened.utc_offset)

    def add(self, *rows: object) -> None:
        db.session.add_all(rows)
        db.session.flush()


def fill(owner_id: UUID, zone: str) -> None:
    story = Story(owner_id, zone)
    _keep(story)
    _consent(story)
    for back in range(DAYS, -1, -1):
        _live(story, story.last - timedelta(days=back), (DAYS - back) / DAYS)
    _lapse(story)
    _weekly_signs(story)
    _plan(story)


def _keep(story: Story) -> None:
    owner = story.owner_id
    story.add(
        FocusChoice(owner_id=owner, focus=Focus.ALCOHOL),
        FocusChoice(owner_id=owner, focus=Focus.ANXIETY, position=1),
    )
    for slug, category in texts.TRIGGERS:
        trigger = Trigger(owner_id=owner, slug=slug, category=category)
        story.add(trigger)
        story.triggers[slug] = trigger.id
    store = Trigger(owner_id=owner, name=texts.OWN_TRIGGER, category=TriggerCategory.EXTERNAL)
    story.add(store)
    story.triggers["own"] = store.id
    for cue, act, backup, slug in texts.IF_THENS:
        story.add(IfThen(owner_id=owner, trigger_id=story.triggers[slug], cue=cue, act=act, backup=backup))
    story.add(
        Skill(owner_id=owner, slug="long-out-breath", favourite=True),
        Skill(owner_id=owner, slug="call-someone", favourite=True),
    )
    story.add(Skill(owner_id=owner, name=texts.OWN_SKILL, how=texts.OWN_SKILL_HOW, category="body", favourite=True))
    for place, (name, relation, phone, when) in enumerate(texts.PEOPLE):
        story.add(
            Person(
                owner_id=owner,
                name=name,
                relation=relation,
                phone=phone,
                when=when,
                agreed=True,
                position=place,
            )
        )
    story.add(
        Counter(
            owner_id=owner,
            focus=Focus.ALCOHOL,
            started_on=story.first + timedelta(days=4),
            day_cost=1400,
            day_minutes=120,
        )
    )
    for place, (text, level) in enumerate(texts.SIGNS):
        story.add(WarningSign(owner_id=owner, text=text, level=level, position=place))


def _consent(story: Story) -> None:
    answered_at = now() - timedelta(days=DAYS)
    ends = end_of(today(story.zone, answered_at) + timedelta(days=LONGEST), story.zone)
    for category in ASKED:
        story.add(
            Consent(
                owner_id=story.owner_id,
                category=category,
                granted=category in SHARED,
                text_version=VERSION,
                text_hash=TEXTS[VERSION].fingerprint,
                answered_at=answered_at,
                expires_at=ends if category in SHARED else None,
                language="en",
                patient="Maya",
                program=texts.PROGRAM,
                team=["Dana"],
            )
        )


def _live(story: Story, day: date, progress: float) -> None:
    """One day: mostly a check-in, often an urge, sometimes a practice beside it."""
    dice = story.dice
    if dice.random() < 0.82:
        _check_in(story, day, progress)
    busy = 1.1 if day.weekday() in {4, 5} else 0.85
    if dice.random() < busy * (1.05 - 0.35 * progress):
        _urge(story, day, progress)


def _check_in(story: Story, day: date, progress: float) -> None:
    dice = story.dice
    mood = min(5, max(1, round(dice.gauss(2.5 + 1.3 * progress, 0.8))))
    tired = dice.random() < 0.35
    story.add(
        CheckIn(
            owner_id=story.owner_id,
            mood=mood,
            craving=min(10, max(0, round(dice.gauss(6 - 3 * progress, 1.5)))),
            sleep_hours=round(dice.gauss(5.5 if tired else 7, 0.9)),
            tired=tired,
            lonely=dice.random() < 0.2,
            hungry=dice.random() < 0.15,
            angry=dice.random() < 0.12,
            note=dice.choice(texts.CHECK_IN_NOTES) if dice.random() < 0.18 else None,
            **entries.when(story.at(day, 8)),
        )
    )


def _urge(story: Story, day: date, progress: float) -> None:
    dice = story.dice
    happened = story.at(day, dice.choice((12, 16, 17, 17, 18, 18, 19, 21, 23)))
    strength = min(10, max(1, round(dice.gauss(7 - 2.6 * progress, 1.4))))
    skill, helps, words = dice.choice(texts.SKILLS_USED)
    now_strength = max(0, strength - max(0, round(dice.gauss(helps, 1.1))))
    rated = happened.occurred_at + timedelta(minutes=dice.randrange(9, 34))
    urge = Urge(
        owner_id=story.owner_id,
        word="craving",
        focus=Focus.ALCOHOL,
        strength=strength,
        strength_now=now_strength,
        rerated_at=rated,
        acted="no",
        place=dice.choice(("home", "car", "work", "store", None)),
        company=dice.choice(("alone", "alone", "family", None)),
        feelings=dice.sample(("stressed", "anxious", "tired", "lonely", "bored"), 2),
        actions=words,
        note=dice.choice(texts.URGE_NOTES) if dice.random() < 0.3 else None,
        private=dice.random() < 0.06,
        for_session=dice.random() < 0.08,
        safe="yes" if strength >= 8 else None,
        harm_thoughts="no" if strength >= 8 else None,
        **entries.when(happened),
    )
    story.add(urge)
    for slug in dice.sample(sorted(story.triggers), dice.choice((1, 1, 2))):
        story.add(UrgeTrigger(owner_id=story.owner_id, urge_id=urge.id, trigger_id=story.triggers[slug]))
    story.add(
        Practice(
            owner_id=story.owner_id,
            urge_id=urge.id,
            skill_key=skill,
            before=strength,
            after=now_strength,
            minutes=5,
            private=urge.private,
            **entries.when(Moment(rated, happened.utc_offset)),
        )
    )


def _lapse(story: Story) -> None:
    day = story.first + timedelta(days=LAPSE_AFTER)
    story.add(
        Lapse(
            owner_id=story.owner_id,
            kind="use",
            focus=Focus.ALCOHOL,
            note=LAPSE_NOTE,
            look_back=texts.LOOK_BACK,
            safe="yes",
            harm_thoughts="no",
            steps_done=["first-hour:0", "first-hour:1", "today:0", "next-days:0"],
            told_team=True,
            private=False,
            for_session=True,
            **entries.when(story.at(day, 23)),
        )
    )


def _weekly_signs(story: Story) -> None:
    for week in range(DAYS // 7, 0, -1):
        near_lapse = abs((DAYS - week * 7) - LAPSE_AFTER) < 8
        ticked = [
            text for text, level in texts.SIGNS if level == (SignLevel.DRIFTING if near_lapse else SignLevel.STEADY)
        ][:2]
        story.add(
            SignCheck(
                owner_id=story.owner_id,
                level=SignLevel.DRIFTING if near_lapse else SignLevel.STEADY,
                signs=ticked,
                **entries.when(story.at(story.last - timedelta(days=week * 7), 20)),
            )
        )


def _plan(story: Story) -> None:
    for section, lines in texts.PLAN.items():
        story.add(
            PlanVersion(
                owner_id=story.owner_id,
                section=section,
                number=1,
                items=[{"text": line} for line in lines],
                author_id=story.owner_id,
                written_at=now() - timedelta(days=70),
            )
        )
    story.add(
        PlanReview(
            owner_id=story.owner_id,
            plan="relapse",
            reviewed_by=story.owner_id,
            reviewed_at=now() - timedelta(days=9),
        )
    )
