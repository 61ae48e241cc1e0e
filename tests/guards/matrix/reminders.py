"""Reminders: chosen and received by participants only."""

from tests.guards.matrix import participants

CHOICES = {"check_in": "true", "hour": "18", "quiet_from": "21", "quiet_until": "8", "text": ""}
BROWSER = {
    "endpoint": "https://push.example.org/send/0",
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
}

ROWS = [
    participants("GET /reminders"),
    participants("POST /reminders", CHOICES),
    participants("POST /reminders", CHOICES | {"hour": "22"}, ok=422, variant="in the quiet hours"),
    participants("POST /reminders/device", BROWSER, ok=204, is_page=False),
    participants("POST /reminders/device", BROWSER | {"auth": "x"}, ok=422, variant="without keys", is_page=False),
    participants("POST /reminders/device/deletion"),
]
