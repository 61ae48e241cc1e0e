"""The application object for a server."""

from webapp import create_app
from webapp.serving import start_logging

start_logging()
app = create_app()
