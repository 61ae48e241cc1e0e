"""Groups and appointments after the program: a week that holds, in the app and in the person's own calendar."""
