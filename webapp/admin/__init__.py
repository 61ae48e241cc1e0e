"""Program admin: people, invites, who looks after whom, therapy groups, settings, crisis lines, the trail.

The admin sees people and settings, never what a participant wrote or works on.
"""
