"""A clinic's own module, and what can be wrong with it."""

from pathlib import Path

from webapp.content.lessons.library import BUILT_IN, OWN, Library, load_library

SLUG, NUMBER = "first-week", 1001

ENGLISH = """\
---
slug: first-week
number: 1001
track: coping-skills
order: 9
version: 1
title: Your first week here
objective: Know who is who.
why: The first week is a lot. About 5 times as much as later[^clinic-own].
minutes: 4
conditions: [alcohol]
components: [program]
crisis_card: true
sources: [clinic-own, tip-47]
reviewed_by: ""
exercise:
  title: My week
  intro: What will you do?
  fields:
    - key: place
      kind: choices
      label: Where is it hard?
      options: {bus: On the bus, home: At home, pay: Payday}
      own: true
    - {key: who, kind: choice, label: Who helps?, options: {sam: Call Sam, dana: Write to Dana}}
    - {key: sign, kind: line, label: How do you notice?, hint: One line is enough.}
    - {key: act, kind: line, label: What then?}
    - {key: strong, kind: scale, label: How strong?}
    - {key: more, kind: text, label: Anything else?}
  adds:
    - {to: trigger, from: [place]}
    - {to: skill, from: [who]}
    - {to: sign, from: [sign]}
    - {to: if-then, from: [sign, act]}
check:
  - question: Who is your counselor?
    answers:
      - {text: Dana, right: true, feedback: "Yes. She is there on weekdays[^tip-47]."}
      - {text: Nobody, feedback: "Not quite. Many people think so."}
  - question: When is group?
    answers:
      - {text: On Monday, right: true, feedback: "Yes. At 6."}
      - {text: Never, feedback: "Not quite. It is on Monday."}
  - question: May you ask?
    answers:
      - {text: Always, right: true, feedback: "Yes. Ask."}
      - {text: Not really, feedback: "Not quite. You may."}
try_today: Write one name down.
group: What surprised you in the first week?
---
## Who is who
Dana listens. Ask her about the zebra.

- **Group** is on Monday.
- You can be late.

## What is where
![](urge-wave)

Coffee is in the kitchen.

::: careful
Call 911 if somebody does not wake up.
:::

## What is next
::: example Robin
Robin came on a Tuesday.
:::

That is all[^clinic-own].
"""

SPANISH = """\
---
slug: first-week
number: 1001
track: coping-skills
order: 9
version: 1
title: Tu primera semana aquí
objective: Saber quién es quién.
why: La primera semana es mucho. Unas 5 veces más que después[^clinic-own].
minutes: 4
conditions: [alcohol]
components: [program]
crisis_card: true
sources: [clinic-own, tip-47]
reviewed_by: ""
exercise:
  title: Mi semana
  intro: ¿Qué vas a hacer?
  fields:
    - key: place
      kind: choices
      label: ¿Dónde es difícil?
      options: {bus: En el autobús, home: En casa, pay: Día de pago}
      own: true
    - {key: who, kind: choice, label: ¿Quién ayuda?, options: {sam: Llamar a Sam, dana: Escribir a Dana}}
    - {key: sign, kind: line, label: ¿Cómo lo notas?, hint: Basta una línea.}
    - {key: act, kind: line, label: ¿Y entonces?}
    - {key: strong, kind: scale, label: ¿Qué tan fuerte?}
    - {key: more, kind: text, label: ¿Algo más?}
  adds:
    - {to: trigger, from: [place]}
    - {to: skill, from: [who]}
    - {to: sign, from: [sign]}
    - {to: if-then, from: [sign, act]}
check:
  - question: ¿Quién es tu consejera?
    answers:
      - {text: Dana, right: true, feedback: "Sí. Está entre semana[^tip-47]."}
      - {text: Nadie, feedback: "Casi. Mucha gente lo cree."}
  - question: ¿Cuándo es el grupo?
    answers:
      - {text: El lunes, right: true, feedback: "Sí. A las 6."}
      - {text: Nunca, feedback: "Casi. Es el lunes."}
  - question: ¿Puedes preguntar?
    answers:
      - {text: Siempre, right: true, feedback: "Sí. Pregunta."}
      - {text: En realidad no, feedback: "Casi. Sí puedes."}
try_today: Anota un nombre.
group: ¿Qué te sorprendió la primera semana?
---
## Quién es quién
Dana escucha. Pregúntale por la cebra.

- El **grupo** es el lunes.
- Puedes llegar tarde.

## Qué está dónde
![](urge-wave)

El café está en la cocina.

::: careful
Llama al 911 si alguien no despierta.
:::

## Qué sigue
::: example Robin
Robin llegó un martes.
:::

Eso es todo[^clinic-own].
"""
SOURCES = 'clinic-own: "What our own people told us"\n'


def write(data: Path, english: str | bytes = ENGLISH, spanish: str | bytes | None = SPANISH, slug: str = SLUG) -> None:
    """The clinic's own module into the data folder."""
    folder = data / OWN
    for code, text in (("en", english), ("es", spanish)):
        (folder / code).mkdir(parents=True, exist_ok=True)
        if text is not None:
            (folder / code / f"{slug}.md").write_bytes(text if isinstance(text, bytes) else text.encode())
    (folder / "sources.yaml").write_text(SOURCES)


def library(data: Path) -> Library:
    return load_library(data)


def said(found: Library, data: Path) -> list[str]:
    """The messages about the clinic's own files: 'en/first-week.md:3: what'."""
    folder = data / OWN
    return [
        f"{fault.path.relative_to(folder)}:{fault.line}: {fault.what}"
        for fault in found.faults
        if not fault.path.is_relative_to(BUILT_IN)
    ]
