"""The JupyterLab side: what starts it, its settings, and the lesson-view extension."""
