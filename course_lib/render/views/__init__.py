"""What the page gets of each widget: the views, as types. Each module is named after the widget that shows it.

A view is one dictionary that is sent as JSON. Python builds it and JavaScript draws it; `widgets/views.d.ts` is
written from here (`python -m course_lib.authoring.views`), so that both sides are held to the same keys.
"""
