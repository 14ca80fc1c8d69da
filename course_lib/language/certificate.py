"""The words of a certificate: how the course was taken, and what the certificate is not."""

THEORY_ONLY = "Theory only"

MODES = {
    "alone": "Alone, at a computer",
    "workshop": "In a workshop, with an instructor",
    "mixed": "Partly alone, partly in a workshop",
}
"""How the course was taken."""

NOTICES = {
    "theory_only": (
        f"{THEORY_ONLY}: no checklist of hands-on skills, signed by a doctor of chiropractic, is on record."
    ),
    "not_approved": "Not approved for continuing education: no provider number is shown.",
    "no_independent_practice": "It does not authorize independent practice.",
    "in_class": "Who learned, extra time and sign-off were in the hands of the class's instructor.",
    "unchecked": (
        "Names, credentials, extra time, sign-off and the hands-on date were typed on the learner's page. "
        "The course has not checked them."
    ),
}
"""What a certificate must say that it is not (`course_lib.rules.certificate.Notice`)."""
