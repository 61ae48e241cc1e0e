"""The application object for a server."""

import gc

from webapp import create_app
from webapp.reminders.sending import keep_sending
from webapp.serving import start_logging

start_logging()
app = create_app()
if app.extensions["settings"].remind:
    keep_sending(app)
# Content, templates and routes stay for good: looking through them for garbage costs a large page a sixth of its time.
gc.collect()
gc.freeze()
