"""What is said of pads that were placed: a title and a reason for each code of `course_lib.rules.pads`."""

ONLY_MARKED = "Only where the doctor has marked."

PADS = {
    "on_marks": (
        "Right. On the marks.",
        f"{ONLY_MARKED} Both lie on the marks, flat and apart, with the power off and the dial at zero.",
    ),
    "rightly_held": ("Right. No pads, and the doctor hears of it.", "{reason}"),
    "never_here": ("Not like this.", "{reason}"),
    "across_chest": ("Not like this.", "Between these two the current could cross the chest. {reason}"),
    "touching": (
        "Not like this.",
        "Pads lie flat and do not touch each other. Choose another place for one of them.",
    ),
    "not_now": ("Not on this patient now.", "{reason} Tell the doctor."),
    "off_marks": ("Not there.", f"{ONLY_MARKED} There is no mark here: {{reason}}."),
    "held_back": (
        "Nothing stands in the way here.",
        "The order and the marks fit, and nothing rules it out. Held back, the order is not carried out.",
    ),
}
"""Each code with its title and the reason; the register's own reason is put into it."""
