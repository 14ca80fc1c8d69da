"""The sentences of errors that are raised by a code: what is wrong, and what the learner does next."""

ERRORS = {
    # An answer that cannot be marked.
    "choose_first": "Choose an answer first.",
    "choose_one_only": "Choose one answer only.",
    "no_such_option": "There is no option {option!r} here. The options are {options}.",
    "every_step_once": "Put every step in the list once.",
    "write_a_few_words": "Write what you would say, in a few words.",
    "every_line": "Choose one for every line first.",
    "choose_a_place": "Choose a place on the body first.",
    "choose_a_place_here": "Choose a place on the body or in the list first.",
    "no_card_due": "No card is due now.",
    # A number that cannot be read.
    "type_a_number": "Type a number, such as 12.",
    "number_too_large": "That number is far too large. Type a number such as 12.",
    "number_in_digits": "Write the number out in digits, such as 12.",
    "one_number": "Type one number, not several.",
    "other_unit": "The answer here is in {unit}. Type the number of {unit}.",
    "number_alone": "Type the number alone: such as 12.",
    "number_alone_in": "Type the number alone, in {unit}: such as 12.",
    "clock_time": "Type one number, without a colon, such as 12.",
    "points_for_thousands": "Write it without points for the thousands, such as {whole}.",
    "divided_by_zero": "A number cannot be divided by 0. Type a number, such as 12.",
    "thousand_or_part": "Do you mean {thousand}, or {before} and a part? Write {whole}, or {decimal}.",
    # Pads.
    "no_such_pad_place": "There is no place {place!r}. The places are {places}.",
    "both_pads_first": "Choose a place for both pads first, or press “No pads: tell the doctor”.",
    "pad_where_none_may_lie": "One pad lies where none may lie. Choose another place for it first.",
    # The final check.
    "no_check_runs": "No final check is running now. Look below for what comes next.",
    "time_is_up": "The time is up. What you answered before counts.",
    "cannot_begin_now": "You cannot begin now. Look below for what comes next.",
    "nothing_can_begin": "Your record cannot be read now, so nothing can begin. Tell your instructor.",
    "no_similar_waits": "No similar question waits for an answer.",
    "no_sign_off_needed": "No sign-off is needed now.",
    "sign_off_lines": "The instructor fills in all three lines: name, credential, what was refreshed.",
    "extra_minutes": "Extra time is from 1 to {most} minutes.",
    "no_more_tries": "No try is to come that could be longer.",
    "who_granted": "Write who granted the extra time.",
    "answers_at_the_end": "The answers are shown at the end.",
    "no_question_here": "No question stands here. Choose one from the list.",
    "no_patient_here": "No patient stands here. Choose one from the list.",
    # The certificate.
    "not_passed_yet": (
        "You get a certificate once you have passed the final check and finished at least one lesson."
    ),
    "no_lesson_done": "No lesson is done yet. Finish the lessons first, then make your certificate.",
    "half_a_checklist": "For the hands-on checklist, give both: who signed it, and on what date.",
    "checklist_in_the_future": "The date of the hands-on checklist is in the future. Correct it.",
    "letters_not_printed": "“{field}”: these letters cannot be printed: {letters}. Use others.",
    "letters_not_on_paper": (
        "These letters cannot be printed: {letters}. "
        "Change the name on the start page, or make a new certificate."
    ),
    "field_empty": "“{field}”: write it.",
    "field_no_date": "“{field}”: write a date, such as 2026-11-25.",
    # The class.
    "office_of_the_class": "Your class works by one office's rules. Your instructor can change them.",
    # The record, and the clock of a test.
    "type_to_erase": "Nothing was erased. To erase everything, type the word {word}.",
    "no_number_of_days": (
        "{variable} names {file}, which holds no number of days. Write one into it, such as 3, "
        "or unset the variable."
    ),
}
"""Each code with its sentence; what stands in braces is given by whoever raises it."""


def sentence(code: str, **facts: object) -> str:
    """Return the sentence of an error. Raises KeyError for a code or a fact that is missing."""
    return ERRORS[code].format(**facts)
