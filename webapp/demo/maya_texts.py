"""What Maya wrote. She is invented, and so is everybody she names."""

from webapp.enums import SignLevel, TriggerCategory

PROGRAM = "Cedar Bend Example IOP"
"""Where she is treated."""
TRIGGERS = (
    ("payday", TriggerCategory.EXTERNAL),
    ("after-work", TriggerCategory.EXTERNAL),
    ("argument", TriggerCategory.SITUATION),
    ("stress", TriggerCategory.INTERNAL),
    ("loneliness", TriggerCategory.INTERNAL),
    ("good-mood", TriggerCategory.INTERNAL),
)
OWN_TRIGGER = "The store on 5th"
IF_THENS = (
    (
        "I drive past the store on 5th",
        "I take Linden Street and call Marcus on speaker",
        "I go to Ruth’s",
        "own",
    ),
    (
        "it is payday",
        "Ruth moves the rent money by noon and I go to the 6 pm group",
        "I call Marcus",
        "payday",
    ),
    ("I can’t sleep by 1 am", "I get up, make tea and breathe slowly", "I read my reasons", "stress"),
)
OWN_SKILL = "Walk around the block"
OWN_SKILL_HOW = "Shoes on, phone in pocket, once around. Twice if it is still there."
PEOPLE = (
    ("Marcus", "Peer support", "(555) 555-0142", "any time"),
    ("Ruth", "Mom", "(555) 555-0177", "before 10 pm"),
    ("Tess", "Friend from group", "(555) 555-0163", "evenings"),
)
SIGNS = (
    ("I answer texts from people I like", SignLevel.STEADY),
    ("I go to every group", SignLevel.STEADY),
    ("I stop answering texts from people I like", SignLevel.DRIFTING),
    ("I sleep less than 5 hours, two nights in a row", SignLevel.DRIFTING),
    ("I say “I’m fine” and skip group", SignLevel.CLOSE),
    ("I buy a bottle “for guests”", SignLevel.IN_IT),
)
SKILLS_USED: tuple[tuple[str, float, list[str]], ...] = (
    ("long-out-breath", 3.0, ["breathed"]),
    ("long-out-breath", 2.6, ["breathed"]),
    ("call-someone", 3.8, ["called-someone"]),
    ("urge-surfing", 2.2, ["rode-it-out"]),
    ("change-the-scene", 2.4, ["left"]),
    ("five-senses", 1.8, ["used-a-skill"]),
)
URGE_NOTES = (
    "Boss moved the deadline. Wanted to stop at the store on 5th.",
    "Smelled wine at the restaurant next door. Kept walking.",
    "Argued about money again. Sat in the car for ten minutes.",
    "It was a good day and I wanted to celebrate. That surprised me.",
    "Could not sleep. Made tea.",
    "Old friend texted. I did not open it for an hour.",
    "It came from nowhere while folding laundry.",
)
CHECK_IN_NOTES = (
    "Slept badly, coffee helped.",
    "Mia laughed at breakfast.",
    "Group was hard and good.",
    "Quiet day. I like quiet days.",
    "Paid the electric bill on time.",
)
LOOK_BACK = {
    "people": "My cousin and the table of people I used to drink with.",
    "place": "The wedding, by the bar.",
    "feeling": "Happy at first, then left out.",
    "thought": "One glass will not matter today.",
    "sleep": "Four hours the night before.",
    "earliest-point": "When I said yes to sitting at that table.",
    "one-change": "I tell Tess before each party, and I bring my own car.",
}
PLAN = {
    "reasons": (
        "I want to be awake for Saturday pancakes with Mia.",
        "I like who I am at work now.",
        "I want Mom to sleep at night.",
    ),
    "safe-places": ("The library on Main", "Ruth’s kitchen", "The 6 pm group"),
    "home-safety": ("No bottles in the house, also not for guests", "Marcus has my spare card on paydays"),
    "help-me": (
        "Ask me to walk around the block.",
        "Sit with me for ten minutes. No advice.",
        "Say that you are glad I told you.",
    ),
    "not-helpful": ("“Just stop.”", "Counting what I drank", "Telling the family before I do"),
    "lapse-hour": (
        "Stop where I am. Go somewhere safe.",
        "Call Marcus and say: I used, I need company.",
        "Eat, drink water.",
    ),
    "lapse-day": ("Message Dana.", "Sleep at Ruth’s.", "Take my medicine as agreed."),
    "lapse-week": ("Go to the next group, even if I feel ashamed.", "Write down what came just before."),
    "daily-structure": (
        "Up at 6:30",
        "Walk at lunch",
        "Group Monday, Tuesday, Thursday",
        "Screens off at 10",
    ),
    "goals": ("90 days of checking in", "Weekend trip with Mia in spring"),
    "safety-warning": ("I think everyone would be better off", "I stop eating with the family"),
    "safety-coping": ("Long out-breath", "Cold water on my wrists", "The playlist from summer"),
    "safety-help": ("Marcus, any time", "Ruth, before 10 pm"),
    "safety-distraction": ("The library on Main", "Tess’s porch"),
    "safety-surroundings": ("Ruth keeps the pills", "No alcohol at home"),
    "safety-worth": ("Mia",),
}
