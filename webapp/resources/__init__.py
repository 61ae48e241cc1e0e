"""The directory of help: national entries and the clinic's own. Which line somebody taps is recorded nowhere."""
