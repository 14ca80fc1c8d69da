"""The live side of the course: one .py and one .js for each kind of interaction, one shared .css.

Only this package imports ipywidgets and anywidget. A widget is a thin view: Python sends a `view` without
the key, JavaScript shows it and sends back what the learner did, Python marks and records.
"""
